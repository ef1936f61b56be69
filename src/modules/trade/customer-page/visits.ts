import { sql } from "kysely";
import { notify } from "#platform";
import type { Work } from "#records";
import { quoteRow } from "./quote-row.ts";

/** Who looks, as far as a request tells. */
export interface Visitor {
  readonly address: string;
  readonly agent: string;
  /** Who made the link by which they came, or sent the letter with it. */
  readonly linkBy: string | null;
}

const mostVisits = 1000;

/** Writes down that the customer opened a quote; the first time its seller is told. */
export async function logVisit(work: Work, id: string, { address, agent }: Visitor): Promise<void> {
  const { rows } = await sql<{ first: boolean }>`
    with again as (
      update quote_visits set pages = pages + 1, last_at = ${work.now}
      where id = (select id from quote_visits where quote_id = ${id} and address = ${address} and agent = ${agent}
        and last_at > ${work.now}::timestamptz - interval '30 minutes' order by last_at desc limit 1)
      returning id),
    made as (
      insert into quote_visits (quote_id, address, agent, opened_at, last_at)
      select ${id}, ${address}, ${agent}, ${work.now}, ${work.now}
      where not exists (select 1 from again)
        and (select count(*) from quote_visits where quote_id = ${id}) < ${mostVisits}
      returning id)
    select not exists (select 1 from quote_visits where quote_id = ${id}) as first from made`.execute(
    work.db,
  );
  if (!rows[0]?.first) return;
  const { owner, number, buyer } = await quoteRow(work, id);
  if (owner)
    await notify(work, [owner], "quote_opened", {
      object: "quote",
      id,
      params: { title: number, by: buyer },
      once: `quote opened ${id}`,
    });
}
