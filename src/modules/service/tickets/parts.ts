import { sql } from "kysely";
import { notify } from "#platform";
import type { Work } from "#records";

/** Once the last part of a ticket is solved, whoever has the ticket is told. */
export async function tellParent(work: Work, part: string): Promise<void> {
  const { rows } = await sql<{ id: string; owner: string; subject: string }>`
    select t.id, t.owner_id as owner, t.subject from tickets t join ticket_statuses s on s.id = t.status_id
    where t.id = (select parent_id from tickets where id = ${part}) and t.archived_at is null and t.owner_id is not null
      and s.kind not in ('solved', 'closed') and not exists (
        select from tickets c join ticket_statuses cs on cs.id = c.status_id
        where c.parent_id = t.id and c.archived_at is null and cs.kind not in ('solved', 'closed'))`.execute(
    work.db,
  );
  for (const { id, owner, subject } of rows)
    if (owner !== work.actor.userId)
      await notify(work, [owner], "parts_solved", { object: "ticket", id, params: { title: subject } });
}
