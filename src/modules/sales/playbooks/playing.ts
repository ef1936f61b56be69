import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { byRule, createMany, type Draft, type Work } from "#records";
import type { Stage } from "../pipelines/stages.ts";

interface Step {
  readonly step: string;
  readonly change: string;
  readonly deal: string;
  readonly party: string | null;
  readonly subject: string;
  readonly description: string | null;
  readonly kind: string;
  readonly dueDays: number;
  readonly owner: string | null;
}

/**
 * Makes tasks of what is to be done in the stages that deals have come into, once for each coming. What comes out of a file
 * has its past behind it. Where no stage has a playbook, nothing is asked.
 */
export async function play(work: Work, moved: readonly Draft[], stages: readonly Stage[]): Promise<void> {
  if (work.source === "import") return;
  const played = new Set(stages.flatMap(({ id, plays }) => (plays ? [id] : [])));
  const deals = moved.flatMap(({ id, values }) => (played.has(String(values["stage"])) ? [id] : []));
  if (deals.length === 0) return;
  const steps = await stepsOf(work, deals);
  const tasks = await createMany(
    byRule(work),
    "task",
    steps.map(({ step: _step, change: _change, dueDays, ...task }) => ({
      ...task,
      due_at: dueAt(work, dueDays),
    })),
  );
  const made = steps.map(({ step, change }, index) => ({ step, change, task: tasks[index] }));
  if (made.length > 0)
    await sql`insert into playbook_tasks (stage_change_id, step_id, task_id)
      select change, step, task from jsonb_to_recordset(${JSON.stringify(made)}::jsonb)
        as given (change uuid, step uuid, task uuid)`.execute(work.db);
}

async function stepsOf(work: Work, deals: readonly string[]): Promise<readonly Step[]> {
  const { rows } = await sql<Step>`
    select s.id as step, c.id as change, d.id as deal, coalesce(d.person_id, d.company_id) as party,
      s.subject, s.description, s.kind, s.due_days as "dueDays",
      case s.doer when 'user' then s.user_id when 'manager' then coalesce(u.manager_id, d.owner_id) else d.owner_id end as owner
    from stage_changes c join deals d on d.id = c.deal_id
      join playbook_steps s on s.stage_id = c.stage_id and s.archived_at is null
      left join users u on u.id = d.owner_id
    where c.deal_id = any(${deals}::uuid[]) and c.left_at is null
      and not exists (select 1 from playbook_tasks t where t.stage_change_id = c.id and t.step_id = s.id)
    order by d.id, s.position, s.id`.execute(work.db);
  return rows;
}

/** The end of the working day, so many days from now. */
function dueAt({ now, actor }: Work, days: number): string {
  const day = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(actor.timeZone)
    .toPlainDate();
  const due = day.add({ days }).toZonedDateTime({ timeZone: actor.timeZone, plainTime: "17:00" });
  return new Date(Math.max(due.epochMilliseconds, now.getTime())).toISOString();
}
