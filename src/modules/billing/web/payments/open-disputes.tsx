import type { Money } from "#kernel/money";
import type { RecordData } from "#records/contract";
import { useLiveRecords, useMetadata, useOptionTitle, useRecords } from "#records/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "./payments.module.css";

/** What its payer disputes of a payment, and until when that has to be answered. */
export function OpenDisputes({ payment }: { readonly payment: RecordData }) {
  const { objects } = useMetadata();
  return objects["dispute"] ? <List payment={payment.id} /> : null;
}

function List({ payment }: { readonly payment: string }) {
  const t = useT();
  const format = useFormat();
  const optionTitle = useOptionTitle();
  useLiveRecords("dispute");
  const filter = {
    and: [
      { field: "payment", op: "is", value: payment },
      { field: "state", op: "in", value: ["needs_answer", "under_review"] },
    ],
  } as const;
  const { rows } = useRecords("dispute", { filter, limit: 5 });
  return rows.map(({ id, amount, state, due_on }) => {
    const said = amount ? t("payments.disputed.amount", { amount: format.money(amount as Money) }) : "";
    const isAwaited = state === "needs_answer" && due_on;
    const next = isAwaited
      ? t("payments.disputed.until", { day: format.date(String(due_on)) })
      : optionTitle("dispute", "state", String(state));
    return (
      <span key={id} className={styles.disputed}>
        {[said, next].filter(Boolean).join(" · ")}
      </span>
    );
  });
}
