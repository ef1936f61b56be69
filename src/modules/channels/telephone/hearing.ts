import { sql } from "kysely";
import { normalised } from "#customers";
import { byRule, tellByRule, type Work } from "#records";
import { newId } from "#kernel/id";
import { channelEvents } from "../contract/events.ts";
import { keepKeys } from "../taking-in/finding.ts";
import { conversationFor } from "../taking-in/conversation-for.ts";
import type { Told } from "./dialects/told.ts";
import type { Line } from "./line.ts";
import { type CallEvent, type CallState, stateOfCall } from "./call.ts";

interface Heard {
  readonly call: string;
  readonly conversation: string;
  /** Whether it was told before. */
  readonly known: boolean;
}

/**
 * Hears what a switchboard tells of a call, each thing once, in whatever order it comes. The first of it finds whose call it is and
 * opens a conversation, so that the caller's page is there while it rings.
 */
export async function hearCall(work: Work, line: Line, told: Told): Promise<Heard> {
  const number = numberOf(work, told);
  const call = await callInHand(work, line, told, number);
  const agent = told.user ? await agentAt(work, line.account.id, told.user) : null;
  const isNew = await keepEvent(work, call.id, { ...told, agent, at: told.at ?? work.now });
  if (told.recording)
    await sql`update calls set recording_at = ${told.recording}, recording_attempts = 0, recording_due_at = null
      where recording_at is distinct from ${told.recording} and id = ${call.id} and recording_id is null`.execute(
      work.db,
    );
  if (!isNew) return { call: call.id, conversation: call.conversation, known: true };
  const state = stateOfCall(await eventsOf(work, call.id));
  await noteState(work, call, state);
  work.emit({
    name: channelEvents.callMoved,
    object: "call",
    records: [call.id],
    payload: { state: state.state, agent: state.agent },
  });
  return { call: call.id, conversation: call.conversation, known: false };
}

/** The number at the other end as contact points are compared; one nobody can read as it was told; null where it is withheld. */
function numberOf(work: Work, { direction, from, to }: Told): string | null {
  const told = (direction === "in" ? from : to)?.trim();
  if (!told || /^(anonymous|restricted|private|unknown|unavailable|\+?266696687)$/i.test(told)) return null;
  return normalised("phone", told, work.country) ?? told.slice(0, 60);
}

interface CallRow {
  readonly id: string;
  readonly conversation: string;
  readonly message: string | null;
}

async function callInHand(work: Work, line: Line, told: Told, number: string | null): Promise<CallRow> {
  // Of two first news of one call at once the second waits, and finds what the first made.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${line.account.id} ${told.call}`}, 365))`.execute(
    work.db,
  );
  const { rows } = await sql<CallRow>`
    select id, conversation_id as conversation, message_id as message from calls
    where account_id = ${line.account.id} and source_id = ${told.call} for update`.execute(work.db);
  return rows[0] ?? beginCall(work, line, told, number);
}

async function beginCall(work: Work, { account }: Line, told: Told, number: string | null): Promise<CallRow> {
  const at = told.at && told.at < work.now ? told.at : work.now;
  const keys = number ? [`call:${account.id}:${number}`] : [];
  const conversation = await conversationFor(work, account, { at, from: { value: number }, belongsTo: keys });
  await keepKeys(work, conversation, keys);
  const id = newId();
  await sql`insert into calls (id, account_id, conversation_id, source_id, direction, number, state, started_at)
    values (${id}, ${account.id}, ${conversation}, ${told.call}, ${told.direction}, ${number}, 'new', ${at})`.execute(
    work.db,
  );
  await tellByRule(byRule(work), "call", "created", [{ id, changes: {} }]);
  return { id, conversation, message: null };
}

/** Somebody of ours by their extension of the line, else by their address of mail. */
async function agentAt(work: Work, account: string, user: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      select user_id as id, 0 as place from phone_extensions where account_id = ${account} and extension = ${user}
      union all select id, 1 from users where lower(email) = lower(${user}) and archived_at is null) found
    order by place limit 1`.execute(work.db);
  return rows[0]?.id ?? null;
}

async function keepEvent(work: Work, call: string, event: CallEvent): Promise<boolean> {
  const { rows } = await sql`
    insert into call_events (call_id, seq, kind, at, agent_id, cause)
    values (${call}, ${event.seq}, ${event.kind}, ${event.at}, ${event.agent}, ${event.cause})
    on conflict do nothing returning 1`.execute(work.db);
  return rows.length > 0;
}

async function eventsOf(work: Work, call: string): Promise<CallEvent[]> {
  const { rows } = await sql<CallEvent>`
    select seq, kind, at, agent_id as agent, cause from call_events where call_id = ${call}`.execute(work.db);
  return rows;
}

/** What came late changes also what was made of the call already. */
async function noteState(work: Work, { id, message }: CallRow, state: CallState): Promise<void> {
  await sql`update calls set state = ${state.state}, agent_id = ${state.agent}, started_at = ${state.startedAt},
      answered_at = ${state.answeredAt}, ended_at = ${state.endedAt}, duration = ${state.duration},
      outcome = ${state.outcome}, version = version + 1, updated_at = ${work.now}
    where id = ${id}`.execute(work.db);
  if (message)
    await sql`update messages set author_id = ${state.agent}, version = version + 1,
        details = details || ${JSON.stringify({ duration: state.duration, outcome: state.outcome })}::jsonb
      where id = ${message}`.execute(work.db);
}
