import { Link } from "@tanstack/react-router";
import type { Filter } from "#kernel/filter";
import { printFilter } from "#kernel/filter-text";
import type { Money } from "#kernel/money";
import type { RecordData, Total } from "#records/contract";
import {
  RecordLink,
  type RecordSlotProps,
  StateMark,
  useLiveRecords,
  useMetadata,
  useRecords,
  useTotals,
} from "#records/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "../billing.module.css";
import { useToday } from "../today.ts";

const most = 5;
const unpaid = { field: "state", op: "in", value: ["issued", "partly_paid"] } as const;
const isInvoice = { field: "kind", op: "is_not", value: "credit_note" } as const;
const running = { field: "state", op: "in", value: ["active", "paused", "cancelled"] } as const;

/** What is open and overdue of a deal, a person or a company, its last invoices, and what its subscriptions bring each month. */
export function MoneyBeside({ object, record }: RecordSlotProps) {
  const { objects } = useMetadata();
  const of = { field: object === "deal" ? "deal" : "customer", op: "is", value: record.id } as const;
  return (
    <div className={styles.beside}>
      {objects["invoice"] && <Invoices of={of} />}
      {objects["subscription"] && <Subscriptions of={of} />}
    </div>
  );
}

function Invoices({ of }: { readonly of: Filter }) {
  const t = useT();
  useLiveRecords("invoice");
  const open: Filter = { and: [of, unpaid, isInvoice] };
  const overdue: Filter = { and: [open, { field: "due_on", op: "before", value: useToday() }] };
  const list = useRecords("invoice", { filter: of, sort: "-created_at", limit: most, count: true });
  const openSum = useSum("invoice", "open", open);
  const overdueSum = useSum("invoice", "open", overdue);
  const count = list.count?.value ?? list.rows.length;
  if (!list.isPending && count === 0) return <p className={styles.quiet}>{t("billing_beside.none")}</p>;
  return (
    <>
      <dl className={styles.facts}>
        <Sum title={t("billing_beside.open")} sum={openSum} />
        <Sum title={t("billing_beside.overdue")} sum={overdueSum} isBad />
      </dl>
      <ul className={styles.besideList}>
        {list.rows.slice(0, most).map((invoice) => (
          <One key={invoice.id} object="invoice" record={invoice} amount="total" />
        ))}
      </ul>
      {count > most && (
        <Link to={"/invoices" as never} search={{ filter: printFilter(of) } as never} className={styles.all}>
          {t("page.related.all", { count })}
        </Link>
      )}
    </>
  );
}

function Subscriptions({ of }: { readonly of: Filter }) {
  const t = useT();
  useLiveRecords("subscription");
  const filter: Filter = { and: [of, running] };
  const { rows } = useRecords("subscription", { filter, sort: "-created_at", limit: most });
  const sum = useSum("subscription", "recurring", filter);
  if (rows.length === 0) return null;
  return (
    <>
      <dl className={styles.facts}>
        <Sum title={t("billing_beside.monthly")} sum={sum} />
      </dl>
      <ul className={styles.besideList}>
        {rows.slice(0, most).map((subscription) => (
          <One key={subscription.id} object="subscription" record={subscription} amount="recurring" />
        ))}
      </ul>
    </>
  );
}

/** What a field comes to, by currency. */
function useSum(object: string, field: string, filter: Filter): readonly Money[] {
  const [total] = useTotals(object, { sum: [field], filter }).data ?? ([] as readonly Total[]);
  const sums = total?.sums[field];
  if (typeof sums !== "object") return [];
  return Object.entries(sums).map(([currency, amount]) => ({ amount, currency }));
}

interface SumProps {
  readonly title: string;
  readonly sum: readonly Money[];
  readonly isBad?: boolean;
}

function Sum({ title, sum, isBad }: SumProps) {
  const format = useFormat();
  const told = sum.filter(({ amount }) => Number(amount) !== 0);
  if (told.length === 0) return null;
  return (
    <>
      <dt>{title}</dt>
      <dd className={`numeric ${isBad ? styles.overdue : ""}`}>
        {told.map((money) => format.money(money)).join(" · ")}
      </dd>
    </>
  );
}

interface OneProps {
  readonly object: "invoice" | "subscription";
  readonly record: RecordData;
  readonly amount: "total" | "recurring";
}

function One({ object, record, amount }: OneProps) {
  const format = useFormat();
  const money = record[amount] as Money | null | undefined;
  const sign = record.kind === "credit_note" ? "-" : "";
  return (
    <li>
      <RecordLink object={object} record={record} className={styles.besideName} />
      <StateMark object={object} state={record.state} />
      {money && (
        <span className="numeric">{format.money({ ...money, amount: `${sign}${money.amount}` })}</span>
      )}
    </li>
  );
}
