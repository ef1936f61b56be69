import Big from "big.js";
import type { Money } from "#kernel/money";
import type { LinkValue, RecordData } from "#records/contract";
import { useRecords } from "#records/web";
import type { Source } from "./changing-share.ts";
import type { Payable } from "./oldest-first.ts";

export interface PayableInvoice extends Payable {
  readonly number: string;
  readonly due: string | null;
}

export interface PayableInvoices {
  readonly isPending: boolean;
  readonly invoices: readonly PayableInvoice[];
  /** What the money settles as it stands, by invoice. */
  readonly before: ReadonlyMap<string, string>;
}

/** What is shared out: whose it is, in which currency, and what it settles already where it is booked. */
export interface Shared {
  readonly customer: string;
  readonly currency: string;
  readonly source?: Source;
}

/** What money may settle: the customer's open invoices in its currency, those due first at the top. */
export function usePayableInvoices({ customer, currency, source }: Shared): PayableInvoices {
  const open = useRecords("invoice", {
    filter: {
      and: [
        { field: "customer", op: "is", value: customer },
        { field: "currency", op: "is", value: currency },
        { field: "state", op: "in", value: ["issued", "partly_paid"] },
        { field: "kind", op: "is_not", value: "credit_note" },
      ],
    },
    sort: "due_on",
    limit: 200,
  });
  const settles = useRecords("payment_allocation", {
    filter: { field: source?.kind ?? "payment", op: "is", value: source?.id ?? customer },
    limit: 200,
    enabled: source !== undefined,
  });
  const before = new Map(
    settles.rows.map((row) => [(row.invoice as LinkValue).id, (row.amount as Money).amount] as const),
  );
  const settled = settles.rows.filter((row) => !open.rows.some(({ id }) => id === idOf(row)));
  const withOwn = (id: string, amount: string) => new Big(amount).plus(before.get(id) ?? 0).toFixed();
  return {
    isPending: open.isPending || (source !== undefined && settles.isPending),
    before,
    invoices: [
      ...settled.map((row) => {
        const { id, title } = row.invoice as LinkValue;
        return { id, number: title ?? "", due: null, open: before.get(id) ?? "0" };
      }),
      ...open.rows.map(({ id, number, due_on, open: left }) => ({
        id,
        number: String(number ?? ""),
        due: (due_on as string | null | undefined) ?? null,
        open: withOwn(id, (left as Money).amount),
      })),
    ],
  };
}

const idOf = (row: RecordData): string => (row.invoice as LinkValue).id;
