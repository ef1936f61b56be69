import { Radio } from "@mantine/core";
import type { ReactNode } from "react";
import type { HistoryEntry } from "#records/contract";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { FieldValue } from "../field-view.tsx";
import { useFieldTitle } from "../metadata.ts";
import { isEmpty } from "../page/record-sections.ts";
import styles from "./conflict.module.css";
import type { Side, Versions } from "./versions.ts";

interface FieldVersionsProps {
  readonly versions: Versions;
  readonly name: string;
  readonly theirChange: HistoryEntry | undefined;
  /** Absent where the whole question is about this one field: then the buttons below decide. */
  readonly chosen?: Side;
  readonly onChoose?: (side: Side) => void;
}

/** A field as it was, as the other person made it and as I wrote it. */
export function FieldVersions({ versions, name, theirChange, chosen, onChoose }: FieldVersionsProps) {
  const t = useT();
  const format = useFormat();
  const { object, seen, current, mine } = versions;
  const title = useFieldTitle()(object.name, name);
  const shown = (value: unknown) => <Value object={versions.object} name={name} value={value} />;
  const who = theirChange?.actor?.title;
  const sides = [
    {
      side: "theirs",
      label: who ?? t("records.conflict.theirs"),
      when: theirChange && format.relative(theirChange.at),
      value: current[name],
    },
    { side: "mine", label: t("records.conflict.mine"), when: undefined, value: mine[name] },
  ] as const;
  const was = (
    <div className={styles.was}>
      <span>{t("records.conflict.was")}</span>
      <div className={styles.value}>{shown(seen[name])}</div>
    </div>
  );
  const heading = (label: string, when: string | undefined) => (
    <span className={styles.side}>
      {label}
      {when && <span className={styles.when}> · {when}</span>}
    </span>
  );
  if (!onChoose)
    return (
      <section aria-label={title}>
        <div className={styles.field}>{title}</div>
        {was}
        <Sides>
          {sides.map(({ side, label, when, value }) => (
            <div key={side} className={styles.version}>
              {heading(label, when)}
              <div className={styles.value}>{shown(value)}</div>
            </div>
          ))}
        </Sides>
      </section>
    );
  return (
    <Radio.Group
      value={chosen ?? null}
      onChange={(side) => onChoose(side as Side)}
      label={title}
      classNames={{ label: styles.field ?? "" }}
    >
      {was}
      <Sides>
        {sides.map(({ side, label, when, value }) => (
          <Radio
            key={side}
            value={side}
            size="xs"
            className={styles.version}
            label={
              <>
                {heading(label, when)}
                <span className={styles.value}>{shown(value)}</span>
              </>
            }
          />
        ))}
      </Sides>
    </Radio.Group>
  );
}

function Sides({ children }: { readonly children: ReactNode }) {
  return <div className={styles.sides}>{children}</div>;
}

interface ValueProps {
  readonly object: Versions["object"];
  readonly name: string;
  readonly value: unknown;
}

function Value({ object, name, value }: ValueProps) {
  const field = object.fields[name];
  if (!field || isEmpty(value)) return "–";
  return <FieldValue object={object.name} name={name} field={field} size="full" value={value} />;
}
