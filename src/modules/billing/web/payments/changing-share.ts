import { allocateCredit, allocatePayment } from "#billing/contract";
import type { Money } from "#kernel/money";
import type { LinkValue, Page, RecordData } from "#records/contract";
import { call, request } from "#web/client.ts";

/** What settles invoices: a payment, or a credit note. */
export interface Source {
  readonly kind: "payment" | "credit_note";
  readonly id: string;
}

interface Share {
  readonly invoice: string;
  readonly amount: string;
}

/** How a source stood before it was changed, and which version of it came of the change. */
export interface ChangedShare {
  readonly before: readonly Share[];
  readonly version: number;
}

/** Sets what a source settles of one invoice, null for nothing; what it settles of others stays. */
export async function changeShare(
  source: Source,
  invoice: string,
  amount: string | null,
): Promise<ChangedShare> {
  const path = source.kind === "payment" ? "payments" : "invoices";
  // The version first: what is said of it in between is then refused, not overwritten.
  const { version } = await request<RecordData>("GET", `/api/${path}/${source.id}`);
  const filter = { field: source.kind, op: "is", value: source.id };
  const { data } = await request<Page>("GET", "/api/payment-allocations", { query: { filter, limit: 200 } });
  const before = data.map((row) => ({
    invoice: (row.invoice as LinkValue).id,
    amount: (row.amount as Money).amount,
  }));
  const others = before.filter((one) => one.invoice !== invoice);
  const changed = await putShares(
    source,
    amount === null ? others : [...others, { invoice, amount }],
    version,
  );
  return { before, version: changed.version };
}

export function putShares(source: Source, invoices: readonly Share[], version: number): Promise<RecordData> {
  const action = source.kind === "payment" ? allocatePayment : allocateCredit;
  return call(action, { params: { id: source.id }, body: { invoices: [...invoices], version } });
}
