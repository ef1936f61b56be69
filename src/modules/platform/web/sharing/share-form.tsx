import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import type { Access, FieldMetadata, LinkValue } from "#records/contract";
import { FieldInput } from "#records/web";
import { useT } from "#web/texts.ts";
import { AccessSelect } from "./access-select.tsx";
import type { useShares } from "./shares.ts";
import styles from "./sharing.module.css";

interface ShareFormProps {
  /** The most that may be given. */
  readonly most: Access;
  readonly giving: ReturnType<typeof useShares>["giving"];
}

const kinds = ["user", "team"] as const;
const fields: Readonly<Record<(typeof kinds)[number], FieldMetadata>> = {
  user: { type: "user" },
  team: { type: "link", to: "team" },
};

/** With whom, and for what. */
export function ShareForm({ most, giving }: ShareFormProps) {
  const t = useT();
  const [kind, setKind] = useState<(typeof kinds)[number]>("user");
  const [chosen, setChosen] = useState<LinkValue | null>(null);
  const [access, setAccess] = useState<Access>("read");
  const share = () => {
    if (!chosen) return;
    const to = kind === "user" ? { user: chosen.id } : { team: chosen.id };
    giving.mutate({ to, access }, { onSuccess: () => setChosen(null) });
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        share();
      }}
    >
      <SegmentedControl
        size="xs"
        aria-label={t("sharing.with")}
        data={kinds.map((value) => ({ value, label: t(`objects.${value}.one`) }))}
        value={kind}
        onChange={(value) => {
          setKind(value);
          setChosen(null);
        }}
      />
      <div className={styles.choice}>
        <div className={styles.picker}>
          <FieldInput
            key={kind}
            object="user"
            name={kind}
            field={fields[kind]}
            ariaLabel={t("sharing.with")}
            value={chosen}
            onChange={(value) => setChosen(value as LinkValue | null)}
          />
        </div>
        <AccessSelect label={t("sharing.access")} most={most} value={access} onChange={setAccess} />
        <Button type="submit" disabled={!chosen} loading={giving.isPending}>
          {t("sharing.act")}
        </Button>
      </div>
    </form>
  );
}
