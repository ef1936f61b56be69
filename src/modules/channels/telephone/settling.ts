import { IntlMessageFormat } from "intl-messageformat";
import { sql } from "kysely";
import type { Locale } from "#kernel/locale";
import { organisationOf } from "#platform";
import { byRule, create, type Runtime, type Subscription, type Work } from "#records";
import { channelEvents } from "../contract/events.ts";
import { touchConversation } from "../conversations/touching.ts";
import { tellInteractions } from "../messages/interaction.ts";
import { keepMessage } from "../messages/keeping.ts";
import bg from "../text/bg.json" with { type: "json" };
import en from "../text/en.json" with { type: "json" };
import es from "../text/es.json" with { type: "json" };
import ru from "../text/ru.json" with { type: "json" };
import { endingAt } from "./line.ts";

const words: Readonly<Record<Locale, typeof en.channels.telephone.written>> = {
  en: en.channels.telephone.written,
  es: es.channels.telephone.written,
  ru: ru.channels.telephone.written,
  bg: bg.channels.telephone.written,
};

/** Seconds after its end until a call is settled: news of it may still be on their way. */
const grace = 3;

/** A call of which nothing was heard for so many hours has ended, and nobody told us. */
const silence = 4;

export const endedCallsAreSettled: Subscription = {
  name: "channels.ended_calls_are_settled",
  events: [channelEvents.callMoved],
  async hear(runtime, event) {
    if (event.payload?.["state"] !== "ended") return;
    const runAt = new Date(Date.now() + grace * 1000);
    await runtime.addJob(
      "channels.settle_calls",
      {},
      { key: `channels.settle_calls ${event.records[0]}`, runAt },
    );
  },
};

interface Ended {
  readonly id: string;
  readonly account: string;
  readonly conversation: string;
  readonly direction: "in" | "out";
  readonly number: string | null;
  readonly agent: string | null;
  readonly at: Date;
  readonly duration: number | null;
  readonly outcome: string;
  /** It broke off while people spoke. */
  readonly isLost: boolean;
}

/**
 * Makes messages and interactions of calls that are over, each once and in a unit of its own, and has those who were missed called back.
 * One that fails keeps no other waiting: it is tried again the next time. Throws what the first of them threw, once all had their turn.
 */
export async function settleCalls(runtime: Runtime): Promise<void> {
  await endForgotten(runtime);
  const failed: string[] = [];
  let problem: unknown;
  for (let next = await nextEnded(runtime, failed); next !== null; next = await nextEnded(runtime, failed)) {
    const id = next;
    try {
      await runtime.runAsSystem((work) => settleOne(work, id));
    } catch (error) {
      problem ??= error;
      failed.push(id);
    }
  }
  if (failed.length > 0) throw problem;
}

async function nextEnded({ database }: Runtime, failed: readonly string[]): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from calls where state = 'ended' and settled_at is null
      and updated_at <= now() - make_interval(secs => ${grace - 1}) and id <> all(${failed}::uuid[])
    order by ended_at, id limit 1`.execute(database);
  return rows[0]?.id ?? null;
}

// Of two processes that settle at once the second waits, and finds it done.
async function settleOne(work: Work, id: string): Promise<void> {
  const { rows } = await sql<Ended>`
    select id, account_id as account, conversation_id as conversation, direction, number, agent_id as agent,
      started_at as at, duration, coalesce(outcome, 'no_answer') as outcome,
      outcome = 'reached' and exists (select from call_events e where e.call_id = calls.id and e.cause = 'lost') as "isLost"
    from calls where id = ${id} and settled_at is null for update`.execute(work.db);
  if (rows[0]) await settle(work, rows[0]);
}

async function settle(work: Work, call: Ended): Promise<void> {
  const { conversation, at, direction, agent, number, duration, outcome, isLost } = call;
  const line = await endingAt(work.db, call.account);
  const message = await keepMessage(work, {
    conversation,
    at,
    direction,
    kind: "call",
    author: agent,
    sender: direction === "in" ? number : line.address,
    state: direction === "in" ? "received" : "sent",
    details: { call: call.id, duration, outcome },
    ...(isLost && { body: words[(await organisationOf(work.db)).locale].connection_lost }),
  });
  await sql`update calls set message_id = ${message}, settled_at = ${work.now} where id = ${call.id}`.execute(
    work.db,
  );
  const isMissed = direction === "in" && outcome !== "reached";
  await touchConversation(work, conversation, { at, body: null, turn: turnOf(direction, outcome) });
  await tellInteractions(work, { message });
  if (isMissed && line.callBackWithin > 0) await askToCallBack(work, call, line.callBackWithin);
  work.emit({ name: channelEvents.conversationTouched, object: "conversation", records: [conversation] });
}

// Who was spoken with waits no longer; who rang in vain does.
function turnOf(direction: "in" | "out", outcome: string): "in" | "out" | "none" {
  if (outcome === "reached") return "out";
  return direction === "in" ? "in" : "none";
}

async function askToCallBack(work: Work, { conversation, number, at }: Ended, within: number): Promise<void> {
  const { rows } = await sql<{ party: string | null; title: string | null; owner: string | null }>`
    select c.party_id as party, p.name as title, coalesce(c.owner_id, p.owner_id) as owner
    from conversations c left join parties p on p.id = c.party_id where c.id = ${conversation}`.execute(
    work.db,
  );
  const [whose] = rows;
  const { locale } = await organisationOf(work.db);
  const said = new IntlMessageFormat(words[locale].call_back, locale);
  await create(byRule(work), "task", {
    subject: String(said.format({ who: whose?.title ?? number ?? "?", number: number ?? "" })).slice(0, 300),
    kind: "call",
    priority: "high",
    due_at: new Date(at.getTime() + within * 60_000).toISOString(),
    party: whose?.party ?? null,
    owner: whose?.owner ?? null,
  });
}

async function endForgotten({ database }: Runtime): Promise<void> {
  await sql`update calls set state = 'ended', ended_at = updated_at,
      outcome = case when answered_at is null then 'no_answer' else 'reached' end, version = version + 1
    where state <> 'ended' and updated_at < now() - make_interval(hours => ${silence})`.execute(database);
}
