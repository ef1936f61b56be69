import { setInvoiceLines } from "#billing/contract";
import type { Money } from "#kernel/money";
import type { LinkValue, RecordData } from "#records/contract";
import {
  type RecordSlotProps,
  useCurrencyOf,
  useFieldTitle,
  useObject,
  useRecordRights,
  useRecords,
} from "#records/web";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";
import styles from "../billing.module.css";
import { type EditedLine, wishedLine } from "../lines/edited-line.ts";
import { LinesEditor } from "../lines/lines-editor.tsx";
import { SettlementLines } from "../payments/settlement-lines.tsx";
import { useInvoiceSums } from "./use-invoice-sums.ts";

/** What is invoiced, what it comes to by rate of tax, and what settled it; edited while it is a draft. */
export function InvoiceLines({ record: invoice }: RecordSlotProps) {
  const t = useT();
  const { act, busy } = useBillingAct();
  const object = useObject("invoice");
  const { change } = useRecordRights(object, invoice);
  const filter = { field: "invoice", op: "is", value: invoice.id } as const;
  const { rows, isPending } = useRecords("invoice_line", { filter, sort: "position", limit: 200 });
  const currency = useCurrencyOf(invoice);
  if (isPending) return null;
  const editable = invoice.state === "draft" && invoice.kind === "invoice" && change && !invoice.archived_at;
  return (
    <LinesEditor
      object="invoice_line"
      lines={rows.map((row) => lineOf(row, invoice.tax_included === true))}
      currency={currency}
      editable={editable}
      busy={busy}
      sums={<Sums invoice={invoice} currency={currency} />}
      onSave={(lines) =>
        act(
          () => call(setInvoiceLines, { params: { id: invoice.id }, body: { lines: lines.map(asInput) } }),
          t("billing.lines.saved"),
        )
      }
    />
  );
}

function lineOf(row: RecordData, taxIncluded: boolean): EditedLine {
  const amount = (field: string) => (row[field] as Money | null | undefined)?.amount ?? "0";
  return {
    id: row.id,
    key: row.id,
    description: String(row.description ?? ""),
    quantity: String(row.quantity ?? "0"),
    price: amount("price"),
    discount: String(row.discount ?? 0),
    product: (row.product as LinkValue | null | undefined) ?? null,
    unit: (row.unit as string | null | undefined) ?? null,
    taxClass: (row.tax_class as string | null | undefined) ?? null,
    taxRate: String(row.tax_rate ?? 0),
    total: amount(taxIncluded ? "total" : "net"),
    isFixed: Boolean(row.order_line ?? row.deposit),
  };
}

function asInput(line: EditedLine) {
  const wished = wishedLine(line);
  return { ...wished, quantity: wished.quantity.replace(/^-/, "") };
}

function Sums({ invoice, currency }: { readonly invoice: RecordData; readonly currency: string }) {
  const t = useT();
  const format = useFormat();
  const fieldTitle = useFieldTitle();
  const { data } = useInvoiceSums(invoice);
  const money = (amount: string) => format.money({ amount, currency });
  const own = (field: string) => (invoice[field] as Money | null | undefined)?.amount;
  const line = (title: string, amount: string | undefined, strong = false) =>
    amount === undefined ? null : (
      <>
        <dt className={strong ? styles.total : undefined}>{title}</dt>
        <dd className={`numeric ${strong ? styles.total : ""}`}>{money(amount)}</dd>
      </>
    );
  return (
    <dl className={styles.sums}>
      {line(fieldTitle("invoice", "net"), own("net"))}
      {data?.taxes.map(({ key, rate, tax }) => (
        <div key={`${key} ${rate}`} style={{ display: "contents" }}>
          {line(t("billing.sums.tax", { rate: format.percent(Number(rate)) }), tax)}
        </div>
      ))}
      {line(fieldTitle("invoice", "total"), own("total"), true)}
      {data && <SettlementLines invoice={invoice} settlements={data.settlements} money={money} />}
      {invoice.state !== "draft" && line(fieldTitle("invoice", "open"), own("open"), true)}
    </dl>
  );
}
