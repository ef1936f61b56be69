import { sql } from "kysely";
import { get, isoInstant, titleExpression, visibleWhere, type Work } from "#records";
import type { LinkValue } from "#records/contract";
import type { Playbook } from "../contract/deals.ts";

/** What is to be done with a deal in the stage in which it stands, and what has become of it this time. */
export async function playbookOf(work: Work, id: string): Promise<Playbook> {
  const deal = await get(work, "deal", id);
  const stage = deal["stage"] as LinkValue | null;
  if (!stage) return { stage: "", steps: [] };
  const owner = titleExpression(work, work.catalogue.object("user"), "u");
  const { rows: steps } = await sql<Playbook["steps"][number]>`
    select s.id, s.subject, s.description, case when t.id is not null then jsonb_build_object('id', t.id,
      'done_at', ${isoInstant(sql`t.done_at`)}, 'due_at', ${isoInstant(sql`t.due_at`)}, 'owner', ${owner}) end as task
    from playbook_steps s
      left join stage_changes c on c.deal_id = ${id} and c.left_at is null and c.stage_id = s.stage_id
      left join playbook_tasks p on p.stage_change_id = c.id and p.step_id = s.id
      left join tasks t on t.id = p.task_id and t.archived_at is null and ${visibleWhere(work, "task", "t")}
      left join users u on u.id = t.owner_id and ${visibleWhere(work, "user", "u")}
    where s.stage_id = ${stage.id} and s.archived_at is null and ${visibleWhere(work, "playbook_step", "s")}
    order by s.position, s.id`.execute(work.db);
  return { stage: stage.title, steps };
}
