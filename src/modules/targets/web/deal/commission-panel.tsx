import { Button } from "@mantine/core";
import { useState } from "react";
import type { LinkValue } from "#records/contract";
import type { RecordSlotProps } from "#records/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { readSplits } from "../../contract/commission.ts";
import { useRead } from "../use-read.ts";
import styles from "./deal.module.css";
import { SplitDialog } from "./split-dialog.tsx";

/** Who earns which part of a deal; without a split its owner earns all. */
export function CommissionPanel({ record: deal }: RecordSlotProps) {
  const t = useT();
  const format = useFormat();
  const [splitting, setSplitting] = useState(false);
  const { data } = useRead(readSplits, { params: { id: deal.id } });
  if (!data) return null;
  const owner = deal.owner as LinkValue | null;
  const whole = owner ? [{ user: { id: owner.id, title: owner.title }, share: "100" }] : [];
  const shown = data.data.length > 0 ? data.data : whole;
  return (
    <div className={styles.panel}>
      <ul className={styles.shares}>
        {shown.map(({ user, share }) => (
          <li key={user.id} className={styles.share}>
            <span>{user.title ?? "…"}</span>
            <span className={styles.percent}>{format.percent(Number(share))}</span>
          </li>
        ))}
      </ul>
      {data.data.length === 0 && <p className={styles.dim}>{t("targets.split.whole")}</p>}
      {data.maySplit && !deal.archived_at && (
        <div>
          <Button size="compact-sm" variant="default" onClick={() => setSplitting(true)}>
            {t("targets.split.act")}
          </Button>
        </div>
      )}
      {splitting && <SplitDialog deal={deal} shares={shown} onClose={() => setSplitting(false)} />}
    </div>
  );
}
