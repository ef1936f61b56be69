import Big from "big.js";
import type { Money } from "#kernel/money";
import { AmountInput } from "#records/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { sumOf } from "./oldest-first.ts";
import styles from "./payments.module.css";
import type { PayableInvoice } from "./use-payable-invoices.ts";

export type Shares = ReadonlyMap<string, string>;

interface ShareListProps {
  readonly invoices: readonly PayableInvoice[];
  readonly shares: Shares;
  /** What there is to be shared out. */
  readonly usable: Money;
  readonly onChange: (shares: Shares) => void;
}

/** How much of a sum each open invoice gets, and what is left of it. */
export function ShareList({ invoices, shares, usable, onChange }: ShareListProps) {
  const t = useT();
  const format = useFormat();
  const left = new Big(usable.amount).minus(sumOf(shares.values()));
  const money = (amount: string) => format.money({ amount, currency: usable.currency });
  return (
    <>
      <ul className={styles.shares}>
        {invoices.map((invoice) => (
          <Share
            key={invoice.id}
            invoice={invoice}
            money={money}
            amount={shares.get(invoice.id) ?? null}
            onChange={(amount) => onChange(new Map(shares).set(invoice.id, amount ?? "0"))}
          />
        ))}
      </ul>
      <p className={left.lt(0) ? styles.wrong : styles.rest} role="status">
        <span>{t(left.lt(0) ? "payments.allocate.over" : "payments.allocate.left")}</span>
        <strong className="numeric">{money(left.abs().toFixed())}</strong>
      </p>
    </>
  );
}

interface ShareProps {
  readonly invoice: PayableInvoice;
  readonly amount: string | null;
  readonly money: (amount: string) => string;
  readonly onChange: (amount: string | null) => void;
}

function Share({ invoice: { number, due, open }, amount, money, onChange }: ShareProps) {
  const t = useT();
  const format = useFormat();
  const isTooMuch = new Big(amount ?? 0).gt(open);
  const facts = [
    t("payments.allocate.open", { amount: money(open) }),
    due && t("billing.invoice.due", { day: format.date(due) }),
  ];
  return (
    <li className={styles.share}>
      <span className={styles.what}>
        {number}
        <span className={isTooMuch ? styles.wrong : styles.quiet}>{facts.filter(Boolean).join(" · ")}</span>
      </span>
      <AmountInput bare label={number} value={amount} onChange={onChange} />
    </li>
  );
}

/** That the shares are no more than there is, and none more than is open. */
export function fits(shares: Shares, invoices: readonly PayableInvoice[], usable: string): boolean {
  return (
    sumOf(shares.values()).lte(usable) &&
    invoices.every(({ id, open }) => new Big(shares.get(id) ?? 0).lte(open))
  );
}

/** The shares as they are sent. */
export const namedOf = (shares: Shares) =>
  [...shares].flatMap(([invoice, amount]) =>
    Number(amount) > 0 ? [{ invoice, amount: new Big(amount).toFixed() }] : [],
  );
