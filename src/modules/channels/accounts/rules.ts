import { sql } from "kysely";
import { changes, type ObjectRules, placeLast, type Work } from "#records";

/** A personal account is kept to its user, from everybody else. */
export const accountRules: ObjectRules = {
  async followUp(work, drafts) {
    const ids = drafts.filter((draft) => changes(draft, "user")).map(({ id }) => id);
    if (ids.length === 0) return;
    await sql`delete from kept_records where record_id = any(${ids}::uuid[])`.execute(work.db);
    await sql`insert into kept_records (record_id, object, team_ids, user_ids, personal)
      select id, 'channel_account', '{}', array[user_id], true from channel_accounts
      where id = any(${ids}::uuid[]) and user_id is not null`.execute(work.db);
  },
  leavesRows: true,
};

export const queueRules: ObjectRules = {
  prepare: (work, drafts) => placeLast(work, drafts, { table: "queues" }),
  async followUp(work, drafts) {
    const kept = drafts.filter(({ values }) => "seen_by" in values || "teams" in values);
    await keepToTeams(
      work,
      kept.map(({ id }) => id),
    );
  },
  leavesRows: true,
};

async function keepToTeams(work: Work, queues: readonly string[]): Promise<void> {
  if (queues.length === 0) return;
  await sql`delete from kept_records k using queues q
    where k.record_id = q.id and q.id = any(${queues}::uuid[]) and q.seen_by = 'everyone'`.execute(work.db);
  await sql`insert into kept_records (record_id, object, team_ids)
    select q.id, 'queue', array(select team_id from queue_teams t where t.queue_id = q.id order by 1)
    from queues q where q.id = any(${queues}::uuid[]) and q.seen_by = 'teams'
    on conflict (record_id) do update set team_ids = excluded.team_ids`.execute(work.db);
}
