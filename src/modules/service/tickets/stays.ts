import { sql } from "kysely";
import { changes, type Draft, type Work } from "#records";

/** Keeps where each ticket stood, from when to when. */
export async function logStays(work: Work, drafts: readonly Draft[]): Promise<void> {
  const moved = drafts.filter((draft) => changes(draft, "status"));
  if (moved.length === 0) return;
  const stays = moved.map(({ id, values }) => ({ ticket: id, status: values["status"] }));
  const given = sql`jsonb_to_recordset(${JSON.stringify(stays)}::jsonb) as given (ticket uuid, status uuid)`;
  await sql`
    update ticket_status_changes c set left_at = greatest(c.entered_at, ${work.now}), version = version + 1,
      updated_at = ${work.now}, updated_by = ${work.actor.userId}::uuid
    from ${given} where c.ticket_id = given.ticket and c.left_at is null`.execute(work.db);
  await sql`
    insert into ticket_status_changes (ticket_id, status_id, kind, entered_at, created_by, updated_by)
    select given.ticket, s.id, s.kind, ${work.now}, ${work.actor.userId}::uuid, ${work.actor.userId}::uuid
    from ${given} join ticket_statuses s on s.id = given.status`.execute(work.db);
}
