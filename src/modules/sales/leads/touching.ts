import { sql } from "kysely";
import type { StoredEvent } from "#kernel/event";
import { type Runtime, type Subscription, tellByRule, type Work } from "#records";

/** What is written down of a customer, but for what comes out of a file, touches the lead that they are. */
export const touchLeads: Subscription = {
  name: "sales.touch_leads",
  events: ["records.created"],
  hear: (runtime, event) => touch(runtime, [event]),
  hearAll: touch,
};

async function touch(runtime: Runtime, events: readonly StoredEvent[]): Promise<void> {
  const ids = events.flatMap(({ object, records, payload }) =>
    object === "interaction" && payload?.["source"] !== "import" ? records : [],
  );
  if (ids.length > 0) await runtime.runAsSystem((work) => touchBy(work, ids));
}

/** Only what one of us did, or said back, is a touch: that they write again is not. */
async function touchBy(work: Work, interactions: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string; to: Date }>`
    with touched as (
      select l.id, min(i.at) as at from interactions i
        join leads l on l.party_id in (i.party_id, i.company_id)
      where i.id = any(${interactions}::uuid[]) and i.direction <> 'in' and i.agent_id is not null
        and l.first_touched_at is null and l.archived_at is null and l.status = 'new'
      group by l.id),
    locked as (select l.id, t.at from leads l join touched t on t.id = l.id order by l.id for no key update of l)
    update leads l set first_touched_at = t.at, version = l.version + 1, updated_at = ${work.now}::timestamptz
    from locked t where l.id = t.id and l.first_touched_at is null
    returning l.id, l.first_touched_at as to`.execute(work.db);
  const told = rows.map(({ id, to }) => ({
    id,
    changes: { first_touched_at: { from: null, to: to.toISOString() } },
  }));
  await tellByRule(work, "lead", "changed", told);
}
