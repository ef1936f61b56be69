import { sql } from "kysely";
import { adapterOf, writeMessage } from "#channels";
import { AppError } from "#kernel/error";
import type { Runtime, Work } from "#records";
import type { RecordData } from "#records/contract";
import { takeTicket } from "./in-hand.ts";
import { bring } from "./moving.ts";
import { firstOf, isOver } from "./statuses.ts";

/** So many are solved at once; whoever has one beyond is told, as otherwise. */
const most = 200;

interface Along {
  readonly solution?: string | undefined;
  /** What is written to the customers of what is solved along. */
  readonly answer?: string | undefined;
  /** Tickets that come of it, and its parts. */
  readonly incidents?: boolean | undefined;
  readonly children?: boolean | undefined;
}

/** Says that it is solved, and how; with it what hangs on it, where that is said. */
export async function solveTicket(
  work: Work,
  runtime: Runtime,
  id: string,
  how: Along = {},
): Promise<RecordData> {
  const ticket = await takeTicket(work, id);
  if (isOver(ticket.status.kind)) throw new AppError("already_done");
  await solveAlong(work, runtime, id, how);
  return bring(work, ticket, firstOf(ticket.statuses, "solved", "closed"), how);
}

/** Solves with a ticket what hangs on it and the actor may change, and writes to its customers. The rest stays as it is. */
async function solveAlong(work: Work, runtime: Runtime, ticket: string, along: Along): Promise<void> {
  const { incidents = false, children = false } = along;
  if (!incidents && !children) return;
  const { rows } = await sql<{ id: string }>`
    select t.id from tickets t join ticket_statuses s on s.id = t.status_id
    where t.archived_at is null and s.kind not in ('solved', 'closed')
      and (${incidents} and t.problem_id = ${ticket} or ${children} and t.parent_id = ${ticket})
    order by t.id limit ${most}`.execute(work.db);
  for (const { id } of rows) await asFarAsAllowed(() => solveOne(work, runtime, id, along));
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
    await asFarAsAllowed(async () => {
      await writeMessage(work, { runtime, adapterOf }, conversation, { body: answer, files: [] });
    });
  await bring(work, ticket, firstOf(ticket.statuses, "solved", "closed"), { solution });
}

/** What the actor may not, or a channel does not take, is left away; the others are solved all the same. */
async function asFarAsAllowed(act: () => Promise<void>): Promise<void> {
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
