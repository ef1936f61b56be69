import { type RawBuilder, sql } from "kysely";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { create, get, shown, visibleWhere, type Work } from "#records";
import { type LinkValue, permits, type RecordData } from "#records/contract";
import { serviceEvents } from "../contract/events.ts";
import type { makeTicket as makeAction } from "../contract/tickets.ts";

const longestSubject = 300;

/** Makes a ticket of a conversation: whose it is, where it waits and since when, it takes from there. */
export async function makeTicket(
  work: Work,
  id: string,
  asked: BodyOf<typeof makeAction>,
): Promise<RecordData> {
  const conversation = await get(work, "conversation", id);
  if (!permits(work.actor.rights, "tickets:work")) throw new AppError("not_allowed");
  const ticket = await create(
    work,
    "ticket",
    {
      ...(await fromConversation(work, id, conversation)),
      ...asked,
      owner: (conversation["owner"] as LinkValue | null)?.id ?? work.actor.userId,
    },
    { governed: true, carried: ["customer", "contact", "queue"] },
  );
  tellMade(work, ticket.id, id);
  return ticket;
}

export function tellMade(work: Work, ticket: string, conversation: string): void {
  work.emit({
    name: serviceEvents.ticketMade,
    object: "ticket",
    records: [ticket],
    payload: { conversation },
  });
}

/** What a message under `m` says besides what it quotes, as far as the actor may read it. */
export function saidIn(work: Work): RawBuilder<string | null> {
  return shown(
    work,
    ["message", "body", "m"],
    sql<string>`case when m.own_length is null then m.body else left(m.body, m.own_length) end`,
  );
}

/** What a ticket begins with that is made of a conversation. */
export async function fromConversation(
  work: Work,
  id: string,
  conversation: RecordData,
): Promise<Record<string, unknown>> {
  const { rows } = await sql<{ text: string | null; company: string | null; kind: string | null }>`
    select (select left(${saidIn(work)}, 20000) from messages m
        where m.conversation_id = c.id and m.direction = 'in' and m.archived_at is null and ${visibleWhere(work, "message", "m")}
        order by m.at, m.id limit 1) as text,
      p.company_id as company, p.kind
    from conversations c left join parties p on p.id = c.party_id where c.id = ${id}`.execute(work.db);
  const { text = null, company = null, kind = null } = rows[0] ?? {};
  const party = (conversation["party"] as LinkValue | null)?.id ?? null;
  const said = (text ?? "").replace(/\s+/g, " ").trim();
  const subject = String(
    conversation["subject"] || said || conversation["contact_name"] || conversation["contact"] || "…",
  );
  const isWaiting = conversation["waiting_since"] !== null;
  return {
    subject: subject.slice(0, longestSubject),
    description: text,
    priority: conversation["priority"],
    queue: (conversation["queue"] as LinkValue | null)?.id ?? null,
    customer: company ?? party,
    contact: kind === "person" ? party : null,
    conversation: id,
    channel: conversation["channel"],
    waiting_since: isWaiting ? work.now.toISOString() : null,
    // They were answered before it was a ticket.
    first_answered_at: isWaiting ? null : (conversation["first_answer_at"] ?? null),
  };
}
