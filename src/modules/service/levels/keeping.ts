import { sql } from "kysely";
import { notify } from "#platform";
import { byRule, type Runtime, update, type Work } from "#records";
import { serviceEvents } from "../contract/events.ts";
import { type DeadlineKind, type Escalation, type Priority, priorities } from "../contract/level-objects.ts";

const batch = 200;

/** What a minute brings: who works on a ticket is warned before a deadline, and what is missed is said and passed on, once each. */
export async function keepTime(runtime: Runtime): Promise<void> {
  for (const step of [warn, escalate]) for (;;) if ((await runtime.runAsSystem(step)) < batch) break;
}

interface Due {
  readonly deadline: string;
  readonly kind: DeadlineKind;
  readonly ticket: string;
  readonly subject: string;
  readonly priority: Priority;
  readonly owner: string | null;
  /** Those who lead the team of the owner, or of the queue where it is nobody's. */
  readonly leads: readonly string[];
  readonly escalations: readonly Escalation[];
  readonly heir: string | null;
}

const owed = sql`d.met_at is null and t.archived_at is null and s.kind not in ('solved', 'closed')`;

async function warn(work: Work): Promise<number> {
  const due = await dueWhere(
    work,
    sql`d.warn_at <= ${work.now} and d.warned_at is null and d.due_at > ${work.now}`,
  );
  for (const { kind, ticket, subject, owner } of due) {
    if (owner) await tell(work, [owner], "ticket_due_soon", { ticket, subject, kind });
    emit(work, serviceEvents.ticketDueSoon, ticket, kind);
  }
  await sql`update ticket_deadlines set warned_at = ${work.now} where id = any(${due.map(({ deadline }) => deadline)}::uuid[])`.execute(
    work.db,
  );
  return due.length;
}

async function escalate(work: Work): Promise<number> {
  const due = await dueWhere(work, sql`d.due_at <= ${work.now} and d.escalated_at is null`);
  const ids = due.map(({ deadline }) => deadline);
  await sql`update ticket_deadlines set escalated_at = ${work.now}, warned_at = coalesce(warned_at, ${work.now}), missed = true
    where id = any(${ids}::uuid[])`.execute(work.db);
  await sql`update tickets t set breached = true, overdue_since = coalesce(overdue_since, due_at),
      promises_missed = (select count(*) from ticket_deadlines d where d.ticket_id = t.id and d.missed)
    where t.id = any(${due.map(({ ticket }) => ticket)}::uuid[])`.execute(work.db);
  for (const one of due) {
    await passOn(work, one);
    emit(work, serviceEvents.ticketOverdue, one.ticket, one.kind);
  }
  return due.length;
}

async function passOn(work: Work, due: Due): Promise<void> {
  const { escalations, owner, leads, heir, ticket, priority } = due;
  const told = [
    ...(escalations.includes("tell_owner") && owner ? [owner] : []),
    ...(escalations.includes("tell_lead") ? leads : []),
  ];
  if (told.length > 0) await tell(work, told, "ticket_overdue", due);
  const higher = priorities[priorities.indexOf(priority) + 1];
  const values = {
    ...(escalations.includes("raise_priority") && higher && { priority: higher }),
    ...(escalations.includes("hand_over") && heir && heir !== owner && { owner: heir }),
  };
  if (Object.keys(values).length === 0) return;
  await update(byRule(work), "ticket", ticket, values, { governed: true });
  if ("owner" in values && heir) await tell(work, [heir], "ticket_overdue", due);
}

async function dueWhere(work: Work, condition: ReturnType<typeof sql>): Promise<readonly Due[]> {
  const { rows } = await sql<Due>`
    select d.id as deadline, d.kind, t.id as ticket, t.subject, t.priority, t.owner_id as owner,
      array(select distinct team.manager_id from teams team
        where team.manager_id is distinct from t.owner_id and team.manager_id is not null and team.archived_at is null and (
          team.id = (select team_id from users where id = t.owner_id)
          or t.owner_id is null and team.id in (select team_id from queue_teams where queue_id = t.queue_id))) as leads,
      coalesce(l.escalations, '{}') as escalations, l.escalate_to_id as heir
    from ticket_deadlines d join tickets t on t.id = d.ticket_id join ticket_statuses s on s.id = t.status_id
      left join service_levels l on l.id = t.service_level_id
    where ${condition} and ${owed} order by d.due_at, d.id limit ${batch} for update of d skip locked`.execute(
    work.db,
  );
  return rows;
}

type About = Pick<Due, "ticket" | "subject" | "kind">;

async function tell(
  work: Work,
  users: readonly string[],
  notice: "ticket_due_soon" | "ticket_overdue",
  { ticket, subject, kind }: About,
): Promise<void> {
  await notify(work, users, notice, {
    object: "ticket",
    id: ticket,
    params: { title: subject, deadline: kind },
  });
}

function emit(work: Work, name: string, ticket: string, deadline: DeadlineKind): void {
  work.emit({ name, object: "ticket", records: [ticket], payload: { deadline } });
}
