import { sql } from "kysely";
import type { Runtime, Subscription } from "#records";
import { type Account, accountOf } from "../accounts/account.ts";
import type { ChannelAdapter, Outcome, Outgoing } from "../adapter.ts";
import { heldKinds } from "../contract/channels.ts";
import { channelEvents } from "../contract/events.ts";
import { tellInteractions } from "../messages/interaction.ts";
import { keepKeys } from "../taking-in/finding.ts";
import { outgoingOf } from "./outgoing.ts";

type AdapterOf = (kind: Account["kind"]) => ChannelAdapter;

/** What is claimed at once; lanes of accounts beside each other. */
const batch = 50;
const lanes = 4;
/** Minutes until what one process took to send and never told of is parked: nobody knows whether it went out. */
const silence = 10;
/** Seconds until the next attempt, by how many there were; after the last it is refused. */
const pauses = [15, 60, 300, 900, 3600, 10_800, 21_600] as const;

export const messagesGoOut: Subscription = {
  name: "channels.messages_go_out",
  events: [channelEvents.messageQueued],
  async hear(runtime, event) {
    const { rows } = await sql<{ due: Date }>`
      select send_at as due from messages where id = any(${event.records}::uuid[]) and state = 'queued'`.execute(
      runtime.database,
    );
    if (rows[0])
      await runtime.addJob(
        "channels.send",
        {},
        { key: `channels.send ${event.records[0]}`, runAt: rows[0].due },
      );
  },
};

interface Claimed {
  readonly id: string;
  readonly account: string;
}

interface Sending {
  readonly stopping?: AbortSignal | undefined;
  /** The account whose connection this process holds; else all that go out by no connection that is held. */
  readonly account?: string;
}

/**
 * Sends what is due, each at most once: it is written down as being sent before it is handed over. What a kill leaves so is
 * parked as unknown, where a person decides; it is never sent again by itself. Answers how many were handed over.
 */
export async function sendDue(
  runtime: Runtime,
  adapterOf: AdapterOf,
  { stopping, account: held }: Sending = {},
): Promise<number> {
  if (held === undefined) await parkUnknown(runtime);
  let handed = 0;
  for (;;) {
    const claimed = stopping?.aborted ? [] : await claim(runtime, held);
    if (claimed.length === 0) return handed;
    const accounts = Map.groupBy(claimed, ({ account }) => account);
    const waiting = [...accounts.values()];
    await Promise.all(
      Array.from({ length: lanes }, async () => {
        for (let lane = waiting.shift(); lane; lane = waiting.shift())
          for (const { id, account } of lane) handed += await handOver(runtime, adapterOf, { id, account });
      }),
    );
  }
}

async function claim({ database }: Runtime, held: string | undefined): Promise<Claimed[]> {
  const whose =
    held === undefined
      ? sql`(a.kind <> all(${[...heldKinds]}::text[]) or not a.active or a.archived_at is not null)`
      : sql`a.id = ${held}`;
  const { rows } = await sql<Claimed>`
    update messages m set state = 'sending', state_at = now(), attempts = attempts + 1
    from conversations c where c.id = m.conversation_id and m.id in (
      select q.id from messages q join conversations w on w.id = q.conversation_id
      left join channel_accounts a on a.id = coalesce(q.account_id, w.account_id)
      where q.state = 'queued' and q.send_at <= now() and (a.id is null or ${whose})
      order by q.send_at, q.id limit ${batch} for update of q skip locked)
    returning m.id, coalesce(m.account_id, c.account_id) as account`.execute(database);
  return rows.sort((left, right) => (left.id < right.id ? -1 : 1));
}

async function handOver(runtime: Runtime, adapterOf: AdapterOf, { id, account }: Claimed): Promise<number> {
  const outcome = await attempt(runtime, adapterOf, { id, account });
  await noteOutcome(runtime, id, outcome);
  return outcome.state === "sent" || outcome.state === "delivered" ? 1 : 0;
}

type Noted = Outcome | { readonly state: "unknown"; readonly problem: string };

async function attempt(runtime: Runtime, adapterOf: AdapterOf, { id, account: of }: Claimed): Promise<Noted> {
  let message: Outgoing;
  let account: Account;
  try {
    account = await accountOf(runtime.database, of);
    message = await outgoingOf(runtime, id);
  } catch (error) {
    return { state: "refused", problem: said(error) };
  }
  if (!account.active) return { state: "refused", problem: "account_not_active" };
  try {
    return await adapterOf(account.kind).send(runtime, account, message);
  } catch (error) {
    return { state: "unknown", problem: said(error) };
  }
}

/** Notes what became of a message; what went out is on the timeline from the same moment on. */
export async function noteOutcome(runtime: Runtime, id: string, noted: Noted): Promise<void> {
  await runtime.runAsSystem(async (work) => {
    const { rows } = await sql<{
      conversation: string;
      attempts: number;
      heard: "sent" | "delivered" | "read" | null;
    }>`select conversation_id as conversation, attempts, details ->> 'heard' as heard from messages
      where id = ${id} and state = 'sending' for update`.execute(work.db);
    const [row] = rows;
    if (!row) return;
    // What the other side has told of it already proves that it went out.
    const outcome = row.heard ? proven(noted, row.heard) : noted;
    const pause = pauses[row.attempts - 1];
    if (outcome.state === "later" && pause !== undefined) {
      await sql`update messages set state = 'queued', state_at = now(), problem = ${outcome.problem},
        send_at = now() + make_interval(secs => ${pause}) where id = ${id}`.execute(work.db);
      return;
    }
    const state = outcome.state === "later" ? "refused" : outcome.state;
    const went = state === "sent" || state === "delivered" || state === "read";
    const externalId = "externalId" in outcome ? (outcome.externalId ?? null) : null;
    await sql`update messages set state = ${state}, state_at = now(), problem = ${outcome.problem ?? null},
        at = case when ${went}::boolean then now() else at end, details = details - 'heard',
        external_id = coalesce(${externalId}, external_id) where id = ${id}`.execute(work.db);
    if ("keys" in outcome && outcome.keys) await keepKeys(work, row.conversation, outcome.keys);
    await tellInteractions(work, { message: id });
    work.emit({
      name: went ? channelEvents.messageSent : channelEvents.messageFailed,
      object: "message",
      records: [id],
      payload: { conversation: row.conversation, ...(!went && { state }) },
    });
    work.emit({
      name: channelEvents.conversationTouched,
      object: "conversation",
      records: [row.conversation],
    });
  });
}

function proven(noted: Noted, state: "sent" | "delivered" | "read") {
  return { ...noted, state, problem: noted.state === "sent" ? noted.problem : undefined } as const;
}

async function parkUnknown(runtime: Runtime): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from messages where state = 'sending' and state_at < now() - make_interval(mins => ${silence})`.execute(
    runtime.database,
  );
  for (const { id } of rows) await noteOutcome(runtime, id, { state: "unknown", problem: "cut_off" });
}

function said(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 1000);
}
