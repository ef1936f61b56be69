import { sql } from "kysely";
import { adapterOf, writeMessage } from "#channels";
import { AppError } from "#kernel/error";
import { notify } from "#platform";
import type { Runtime, Work } from "#records";
import { takeTicket } from "./in-hand.ts";
import { bring } from "./moving.ts";
import { firstOf, isOver } from "./statuses.ts";

/** So many are solved at once; whoever has one beyond is told, as otherwise. */
const most = 200;

export interface Along {
  readonly solution?: string | undefined;
  /** What is written to the customers of what is solved along. */
  readonly answer?: string | undefined;
  /** Tickets that come of it, and its parts. */
  readonly incidents?: boolean | undefined;
  readonly children?: boolean | undefined;
}

/** Solves with a ticket what hangs on it and the actor may change, and writes to its customers. The rest stays as it is. */
export async function solveAlong(work: Work, runtime: Runtime, ticket: string, along: Along): Promise<void> {
  const { incidents = false, children = false } = along;
  if (!incidents && !children) return;
  const { rows } = await sql<{ id: string }>`
    select t.id from tickets t join ticket_statuses s on s.id = t.status_id
    where t.archived_at is null and s.kind not in ('solved', 'closed')
      and (${incidents} and t.problem_id = ${ticket} or ${children} and t.parent_id = ${ticket})
    order by t.id limit ${most}`.execute(work.db);
  for (const { id } of rows) await where(() => solveOne(work, runtime, id, along));
}

async function solveOne(
  work: Work,
  runtime: Runtime,
  id: string,
  { solution, answer }: Along,
): Promise<void> {
  const ticket = await takeTicket(work, id);
  if (isOver(ticket.status.kind)) return;
  const conversation = answer && ticket.conversation ? await leadsTo(work, ticket.conversation) : null;
  if (answer && conversation)
    await where(async () => {
      await writeMessage(work, { runtime, adapterOf }, conversation, { body: answer, files: [] });
    });
  await bring(work, ticket, firstOf(ticket.statuses, "solved", "closed"), { solution });
}

/** What the actor may not, or a channel does not take, is left away; the others are solved all the same. */
async function where(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (problem) {
    if (!(problem instanceof AppError)) throw problem;
  }
}

async function leadsTo(work: Work, conversation: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select coalesce(merged_into_id, id) as id from conversations where id = ${conversation}`.execute(work.db);
  return rows[0]?.id ?? conversation;
}

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
