import { sql } from "kysely";
import { changes, type Draft, tellByRule, valueOf, type Work } from "#records";
import { openStatuses } from "../contract/lead-objects.ts";

/** A party has the role of a lead as long as a lead of it is open. */
export async function keepRoleOfParties(work: Work, drafts: readonly Draft[]): Promise<void> {
  const moved = drafts.filter(
    (draft) => draft.before === null || changes(draft, "status") || changes(draft, "party"),
  );
  const parties = moved.flatMap((draft) => [valueOf(draft, "party"), draft.before?.["party"] ?? null]);
  await settleRoles(work, [...new Set(parties.filter((id) => id !== null))] as string[]);
}

/** The same once leads went into the recycle bin, or came out of it. */
export async function settleRolesOf(work: Work, leads: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select distinct party_id as id from leads where id = any(${leads}::uuid[])`.execute(work.db);
  await settleRoles(
    work,
    rows.map(({ id }) => id),
  );
}

/** Gives the role to those of the parties that have an open lead, and takes it from those that have had one. */
export async function settleRoles(work: Work, parties: readonly string[]): Promise<void> {
  if (parties.length === 0) return;
  const { rows } = await sql<{ id: string; kind: string; before: string[]; after: string[] }>`
    with counted as (
      select p.id, p.roles as before, exists (select 1 from leads l where l.party_id = p.id
        and l.archived_at is null and l.status = any(${openStatuses}::text[])) as is_lead
      from parties p where p.id = any(${parties}::uuid[]) order by p.id for no key update),
    settled as (
      select id, before, case when is_lead then before || array['lead'] else array_remove(before, 'lead') end as after
      from counted where is_lead <> ('lead' = any(before)))
    update parties p set roles = s.after, version = p.version + 1,
      updated_at = ${work.now}::timestamptz, updated_by = ${work.actor.userId}::uuid
    from settled s where p.id = s.id returning p.id, p.kind, s.before, s.after`.execute(work.db);
  for (const [kind, some] of Map.groupBy(rows, (row) => row.kind)) {
    const told = some.map(({ id, before, after }) => ({
      id,
      changes: { roles: { from: before, to: after } },
    }));
    await tellByRule(work, kind, "changed", told);
  }
}
