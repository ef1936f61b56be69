import { sql } from "kysely";
import type { Runtime, Work } from "#records";
import { tellByRule } from "#records";
import { tradeEvents } from "../contract/events.ts";

const atOnce = 500;

/** Ends quotes whose last day has passed where the organisation is. Done again it finds nothing. */
export async function expireQuotes(runtime: Runtime): Promise<void> {
  let expired: number;
  do {
    expired = await runtime.runAsSystem(expireSome);
  } while (expired === atOnce);
}

async function expireSome(work: Work): Promise<number> {
  const { rows } = await sql<{ id: string; from: string }>`
    with due as (
      select q.id, q.state from quotes q
      where q.state in ('sent', 'approved') and q.archived_at is null
        and q.valid_until < (${work.now}::timestamptz at time zone (select time_zone from organisation limit 1))::date
      order by q.id limit ${atOnce} for update)
    update quotes q set state = 'expired', version = version + 1, updated_at = ${work.now}, updated_by = null
    from due where q.id = due.id returning q.id, due.state as "from"`.execute(work.db);
  await tellByRule(
    work,
    "quote",
    "changed",
    rows.map(({ id, from }) => ({ id, changes: { state: { from, to: "expired" } } })),
  );
  if (rows.length > 0)
    work.emit({ name: tradeEvents.quoteExpired, object: "quote", records: rows.map(({ id }) => id) });
  return rows.length;
}
