import { sql } from "kysely";
import type { StoredEvent } from "#kernel/event";
import { notify } from "#platform";
import { byRule, type Runtime, type Subscription, updateMany, type Work } from "#records";
import { leadEvents } from "../contract/events.ts";
import { endAssignments } from "../leads/assignment-log.ts";
import { openLeadsOfRole } from "../leads/opening-by-role.ts";
import { leadSettings } from "../leads/settings.ts";
import { assignByRules } from "./assigning.ts";

/** As many as one unit takes; the rest comes with the next. */
const batch = 500;

/** Gives out what came in without an owner, as soon as it is there. */
export const assignNewLeads: Subscription = {
  name: "sales.assign_new_leads",
  events: ["records.created"],
  hear: (runtime, event) => assignNew(runtime, [event]),
  hearAll: assignNew,
};

async function assignNew(runtime: Runtime, events: readonly StoredEvent[]): Promise<void> {
  const ids = events.flatMap(({ object, records }) => (object === "lead" ? records : []));
  if (ids.length > 0) await assignWaiting(runtime, ids);
}

/**
 * Each minute: parties that were given the role become leads, untouched ones go back, and what waits is given out once
 * somebody is free. A second run finds nothing to do.
 */
export async function keepLeads(runtime: Runtime): Promise<void> {
  await runtime.runAsSystem(openLeadsOfRole);
  await runtime.runAsSystem(returnUntouched);
  await assignWaiting(runtime);
}

/** Those that nobody has; of `among` alone where told. */
async function assignWaiting(runtime: Runtime, among?: readonly string[]): Promise<void> {
  let after = "00000000-0000-0000-0000-000000000000";
  // Those for whom nobody is free stay where they are: each is tried once a round.
  for (;;) {
    const waiting = await runtime.runAsSystem(async (work) => {
      const ids = await waitingLeads(work, after, among);
      if (ids.length > 0) await assignByRules(work, ids);
      return ids;
    });
    if (waiting.length < batch) return;
    after = waiting.at(-1) ?? after;
  }
}

async function waitingLeads(work: Work, after: string, among?: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select l.id from leads l where l.owner_id is null and l.status = 'new' and l.archived_at is null and l.id > ${after}::uuid
      ${among ? sql`and l.id = any(${among}::uuid[])` : sql``}
      and exists (select 1 from assignment_rules where active and archived_at is null)
    order by l.id limit ${batch}`.execute(work.db);
  return rows.map(({ id }) => id);
}

/** Takes leads from those who have not touched them for as long as the organisation says, and tells them. */
export async function returnUntouched(work: Work): Promise<void> {
  const { return_after: hours } = await leadSettings(work);
  if (hours === null) return;
  const { rows } = await sql<{ id: string; name: string; owner: string }>`
    select id, name, owner_id as owner from leads
    where owner_id is not null and first_touched_at is null and status = 'new' and archived_at is null
      and assigned_at < ${work.now}::timestamptz - make_interval(hours => ${hours})
    order by assigned_at, id limit ${batch} for update skip locked`.execute(work.db);
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await updateMany(
    byRule(work),
    "lead",
    ids.map((id) => ({ id, values: { owner: null } })),
  );
  await endAssignments(work, ids, "returned");
  work.emit({ name: leadEvents.returned, object: "lead", records: ids });
  for (const { id, name, owner } of rows)
    await notify(work, [owner], "lead_returned", { object: "lead", id, params: { title: name } });
}
