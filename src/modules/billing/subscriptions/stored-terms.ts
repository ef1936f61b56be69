import { sql } from "kysely";
import { decimalsOf } from "#catalogue/contract";
import type { Work } from "#records";
import type { PeriodKind } from "./periods.ts";
import type { Terms, TermsLine } from "./terms.ts";

/** The terms of a subscription with what its invoices say besides. */
export interface StoredTerms extends Terms {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly state: "draft" | "active" | "paused" | "cancelled" | "ended";
  readonly customer: string;
  readonly contact: string | null;
  readonly deal: string | null;
  readonly contract: string | null;
  readonly owner: string | null;
  readonly currency: string;
  readonly paymentDays: number;
  readonly nextInvoiceOn: string | null;
  readonly cancelReason: string | null;
  readonly lines: readonly StoredLine[];
  readonly pauses: readonly { readonly id: string; readonly from: string; readonly until: string | null }[];
}

export interface StoredLine extends TermsLine {
  readonly position: number;
  readonly product: string | null;
  readonly description: string;
  readonly unit: string | null;
  readonly taxClass: string | null;
}

type Row = Omit<StoredTerms, "lines" | "pauses" | "decimals">;

/** The terms of subscriptions as they stand, by id; their rows are locked in the order of ids where `lock`. */
export async function storedTerms(
  work: Work,
  ids: readonly string[],
  lock = false,
): Promise<Map<string, StoredTerms>> {
  const { rows } = await sql<Row>`
    select id, number, name, state, customer_id as customer, contact_id as contact, deal_id as deal, contract_id as contract, owner_id as owner,
      currency, payment_days as "paymentDays", next_invoice_on::text as "nextInvoiceOn", cancel_reason as "cancelReason",
      starts_on::text as "startsOn", trial_ends_on::text as "trialEndsOn", ends_on::text as "endsOn", every
    from subscriptions where id = any(${ids}::uuid[]) and archived_at is null order by id ${lock ? sql`for update` : sql``}`.execute(
    work.db,
  );
  const [lines, pauses] = await Promise.all([linesOf(work, ids), pausesOf(work, ids)]);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...row,
        every: row.every as PeriodKind,
        decimals: decimalsOf(row.currency),
        lines: lines.get(row.id) ?? [],
        pauses: pauses.get(row.id) ?? [],
      },
    ]),
  );
}

async function linesOf(work: Work, ids: readonly string[]) {
  const { rows } = await sql<StoredLine & { subscription: string }>`
    select id, subscription_id as subscription, position, product_id as product, description, quantity::text, unit, price::text,
      discount::text, tax_class as "taxClass", from_on::text as "from", until_on::text as "until"
    from subscription_lines where subscription_id = any(${ids}::uuid[]) and archived_at is null order by position, from_on, id`.execute(
    work.db,
  );
  return Map.groupBy(rows, ({ subscription }) => subscription);
}

async function pausesOf(work: Work, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; subscription: string; from: string; until: string | null }>`
    select id, subscription_id as subscription, from_on::text as "from", until_on::text as "until"
    from subscription_pauses where subscription_id = any(${ids}::uuid[]) and archived_at is null order by from_on`.execute(
    work.db,
  );
  return Map.groupBy(rows, ({ subscription }) => subscription);
}

/** The day on which charging begins, from which periods are counted. */
export function firstDay({ startsOn, trialEndsOn }: Terms, after: (day: string) => string): string {
  return trialEndsOn && trialEndsOn >= startsOn ? after(trialEndsOn) : startsOn;
}
