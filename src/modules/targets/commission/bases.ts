import { sql } from "kysely";
import { inOwnCurrency } from "../deals-seen/own-currency.ts";
import type { Work } from "#records";
import type { commissionBases } from "../contract/commission.ts";
import { paidInvoices } from "./paid-invoices.ts";

/** Something by which sellers earn: a deal that was won or an invoice that was paid, with who has which part of it. */
export interface Entry {
  readonly entry: string;
  /** Null where it is none. */
  readonly deal: string | null;
  readonly title: string;
  readonly day: string;
  /** In the currency of the organisation. */
  readonly amount: string;
  readonly parts: readonly { readonly user: string; readonly share: string }[];
}

/** Finds the entries of a span of days, `from` ≤ day < `until`, as they stand now, in the order of day and id. */
export type Entries = (
  work: Work,
  span: { readonly from: string; readonly until: string },
) => Promise<readonly Entry[]>;

/** By what is earned. Amounts that may be read by nobody here count too: pay is reckoned by all of them. */
export const bases: Readonly<Record<(typeof commissionBases)[number], Entries>> = {
  deal_won: dealsWon,
  invoice_paid: paidInvoices,
};

async function dealsWon(
  work: Work,
  { from, until }: { readonly from: string; readonly until: string },
): Promise<readonly Entry[]> {
  const own = inOwnCurrency(work, {
    value: sql`d.amount`,
    currency: sql`d.amount_currency`,
    day: sql`d.closed_on`,
  });
  const { rows } = await sql<Entry>`
    select d.id as entry, d.id as deal, d.name as title, d.closed_on as day, round(${own}, 2)::text as amount,
      coalesce(
        (select jsonb_agg(jsonb_build_object('user', p.user_id, 'share', trim_scale(p.share)::text) order by p.user_id)
          from deal_splits p where p.deal_id = d.id),
        jsonb_build_array(jsonb_build_object('user', d.owner_id, 'share', '100'))) as parts
    from deals d join stages s on s.id = d.stage_id
    where d.closed_on >= ${from} and d.closed_on < ${until} and d.archived_at is null and s.kind = 'won'
      and (${own}) <> 0
      and (d.owner_id is not null or exists (select 1 from deal_splits p where p.deal_id = d.id))
    order by d.closed_on, d.id`.execute(work.db);
  return rows;
}
