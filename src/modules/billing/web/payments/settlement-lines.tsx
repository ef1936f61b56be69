import type { readInvoiceSums } from "#billing/contract";
import type { OutputOf } from "#kernel/action";
import type { RecordData } from "#records/contract";
import { useOptionTitle } from "#records/web";
import { LinkChip } from "#web/link-chip.tsx";
import { RemoveButton } from "#web/remove-button.tsx";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";
import { changeShare, putShares } from "./changing-share.ts";
import styles from "./payments.module.css";

type Settlement = OutputOf<typeof readInvoiceSums>["settlements"][number];

interface SettlementLinesProps {
  readonly invoice: RecordData;
  readonly settlements: readonly Settlement[];
  readonly money: (amount: string) => string;
}

/** What settled an invoice, each to be opened, and to be taken off again. */
export function SettlementLines({ invoice, settlements, money }: SettlementLinesProps) {
  const t = useT();
  const optionTitle = useOptionTitle();
  const { act, busy } = useBillingAct();
  const mayRecord = useCan("payments:record");
  const takeOff = (settlement: Settlement) =>
    act(() => changeShare(settlement, invoice.id, null), t("payments.take_off.done"), {
      undo: ({ before, version }) => putShares(settlement, before, version),
    });
  return settlements.map((settlement) => {
    const { kind, id, number, amount, disputed } = settlement;
    return (
      <div key={id} style={{ display: "contents" }}>
        <dt className={styles.settlement}>
          {kind === "payment" ? t("billing.sums.payment") : optionTitle("invoice", "kind", "credit_note")}
          <LinkChip object={kind === "payment" ? "payment" : "invoice"} value={{ id, title: number }} />
          {disputed && <span className={styles.disputed}>{t("payments.disputed.mark")}</span>}
          {mayRecord && !invoice.archived_at && (
            <RemoveButton
              label={t("payments.take_off.act", { number })}
              disabled={busy}
              onClick={() => void takeOff(settlement)}
            />
          )}
        </dt>
        <dd className="numeric">{money(`-${amount}`)}</dd>
      </div>
    );
  });
}
