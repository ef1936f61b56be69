import { Button, Group, Input, Select, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import Big from "big.js";
import { useState } from "react";
import type { RecordData } from "#records/contract";
import { FieldInput, useObject, useRecords } from "#records/web";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { useFormat } from "#web/format.ts";
import { RemoveButton } from "#web/remove-button.tsx";
import { useT } from "#web/texts.ts";
import { splitCommission } from "../../contract/commission.ts";
import { useTargetsAct } from "../acting.ts";
import styles from "./deal.module.css";
import { inEqualParts } from "./equal-parts.ts";

interface Part {
  readonly user: string | null;
  readonly share: string | null;
}

interface SplitDialogProps {
  readonly deal: RecordData;
  readonly shares: readonly {
    readonly user: { readonly id: string; readonly title: string | null };
    readonly share: string;
  }[];
  readonly onClose: () => void;
}

/** Says which part of a deal each seller earns; it can be kept once the parts are the whole. */
export function SplitDialog({ deal, shares, onClose }: SplitDialogProps) {
  const t = useT();
  const format = useFormat();
  const users = useRecords("user", { fields: ["name"], sort: "name", limit: 200 });
  const { busy, problem, act } = useTargetsAct(onClose);
  const [parts, setParts] = useState<readonly Part[]>(
    shares.map(({ user, share }) => ({ user: user.id, share })),
  );
  // What is typed stays in its place until all shares are said anew.
  const [round, setRound] = useState(0);
  const sayAnew = (said: readonly Part[]) => {
    setParts(said);
    setRound(round + 1);
  };
  const left = parts.reduce((rest, { share }) => rest.minus(share || 0), new Big(100));
  const chosen = parts.map(({ user }) => user);
  const isWhole =
    left.eq(0) &&
    new Set(chosen).size === parts.length &&
    parts.every(({ user, share }) => user !== null && Number(share) > 0);
  const change = (at: number, part: Partial<Part>) =>
    setParts(parts.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const names = new Map([
    ...shares.map(({ user }) => [user.id, user.title ?? "…"] as const),
    ...users.rows.map(({ id, name }) => [id, String(name ?? "")] as const),
  ]);
  const submit = () => {
    const splits = parts.map(({ user, share }) => ({
      user: user ?? "",
      share: new Big(share || 0).toString(),
    }));
    void act(() => call(splitCommission, { params: { id: deal.id }, body: { splits } }));
  };
  return (
    <FormDialog
      title={t("targets.split.title", { deal: String(deal.name ?? "") })}
      act={t("targets.split.save")}
      busy={busy}
      disabled={!isWhole}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      {parts.map(({ user, share }, at) => (
        <div key={`${round} ${at}`} className={styles.part}>
          <Select
            label={at === 0 ? t("targets.commission.seller") : undefined}
            aria-label={t("targets.commission.seller")}
            searchable
            value={user}
            data={[...names]
              .filter(([id]) => id === user || !chosen.includes(id))
              .map(([value, label]) => ({ value, label }))}
            onChange={(id) => change(at, { user: id })}
          />
          <Share share={share} isFirst={at === 0} onChange={(value) => change(at, { share: value })} />
          <RemoveButton
            label={t("targets.split.remove", { seller: names.get(user ?? "") ?? "" })}
            disabled={parts.length === 1}
            onClick={() => sayAnew(parts.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <Group justify="space-between">
        <Group gap={4}>
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} stroke={1.5} />}
            disabled={parts.length >= 20}
            onClick={() => setParts([...parts, { user: null, share: left.gt(0) ? left.toString() : null }])}
          >
            {t("targets.split.add")}
          </Button>
          {parts.length > 1 && (
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              onClick={() => sayAnew(inEqualParts(parts))}
            >
              {t("targets.split.equal")}
            </Button>
          )}
        </Group>
        <Text size="sm" c={left.eq(0) ? "dimmed" : "red"} role="status">
          {left.eq(0)
            ? t("targets.split.complete")
            : t(left.gt(0) ? "targets.split.left" : "targets.split.beyond", {
                part: format.percent(Math.abs(Number(left.toFixed(4)))),
              })}
        </Text>
      </Group>
    </FormDialog>
  );
}

interface ShareProps {
  readonly share: string | null;
  readonly isFirst: boolean;
  readonly onChange: (share: string | null) => void;
}

function Share({ share, isFirst, onChange }: ShareProps) {
  const t = useT();
  // Typed as any number of a deal is.
  const field = useObject("deal_product").fields.quantity;
  if (!field) return null;
  return (
    <Input.Wrapper label={isFirst ? t("targets.split.share") : undefined}>
      <FieldInput
        object="deal_product"
        name="quantity"
        field={field}
        value={share}
        ariaLabel={t("targets.split.share")}
        onChange={(typed) => onChange(typed as string | null)}
      />
    </Input.Wrapper>
  );
}
