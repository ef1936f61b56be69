import { sql } from "kysely";
import { dayIn } from "#kernel/period";
import type { Work } from "#records";

/** What a party is in to another from now on; `to` null when to nobody. */
export interface Standing {
  readonly from: string;
  readonly to: string | null;
  readonly title?: string | null;
  /** Known to begin today, rather than having been so when it was written down. */
  readonly begins: boolean;
}

/** Ends the relation of `kind` that stood for each, keeps it as history, and begins the new one. */
export async function changeStanding(
  work: Work,
  kind: "works_at" | "parent_company",
  all: readonly Standing[],
): Promise<void> {
  if (all.length === 0) return;
  const today = dayIn(work.actor.timeZone, work.now);
  const given = sql`jsonb_to_recordset(${JSON.stringify(all)}::jsonb)
    as given ("from" uuid, "to" uuid, title text, begins boolean)`;
  await sql`
    update relations r
    set ended_on = ${today}::date, version = version + 1, updated_at = ${work.now}, updated_by = ${work.actor.userId}::uuid
    from ${given}
    where r.kind = ${kind} and r.from_id = given.from and r.to_id is distinct from given.to
      and r.ended_on is null and r.archived_at is null`.execute(work.db);
  await sql`
    insert into relations (kind, from_id, to_id, title, started_on, created_by, updated_by)
    select ${kind}, given.from, given.to, given.title, case when begins then ${today}::date end,
           ${work.actor.userId}::uuid, ${work.actor.userId}::uuid
    from ${given} where given.to is not null
    on conflict (kind, from_id, to_id) where archived_at is null and ended_on is null
    do update set title = coalesce(excluded.title, relations.title)`.execute(work.db);
}
