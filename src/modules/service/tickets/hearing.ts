import { sql } from "kysely";
import { channelEvents } from "#channels/contract";
import type { StoredEvent } from "#kernel/event";
import { byRule, create, get, type Runtime, type Subscription, update, type Work } from "#records";
import { serviceEvents } from "../contract/events.ts";
import type { StatusKind } from "../contract/ticket-objects.ts";
import { fromConversation, tellMade } from "./making.ts";
import { allStatuses, firstOf, isOver } from "./statuses.ts";

/** Tickets hear what is said in their conversations, and whose these are. */
export const ticketsHear: Subscription = {
  name: "service.tickets_hear",
  events: [channelEvents.messageReceived, channelEvents.messageSent, channelEvents.partyChanged],
  async hear(runtime: Runtime, event: StoredEvent) {
    await runtime.runAsSystem(async (work) => {
      if (event.name === channelEvents.partyChanged) return followParty(work, event);
      for (const message of await messagesOf(work, event.records)) await hearMessage(work, message);
    });
  },
};

interface Message {
  readonly conversation: string;
  readonly at: Date;
  readonly direction: "in" | "out" | "note";
  readonly author: string | null;
  /** That we have said something since. */
  readonly isAnswered: boolean;
}

// What machines write, theirs or ours, moves no ticket.
async function messagesOf(work: Work, ids: readonly string[]): Promise<readonly Message[]> {
  const { rows } = await sql<Message>`
    select m.conversation_id as conversation, m.at, m.direction, m.author_id as author,
      exists (select from messages o where o.conversation_id = m.conversation_id and o.direction = 'out' and not o.automatic
        and o.state in ('sent', 'delivered', 'read') and o.at > m.at) as "isAnswered"
    from messages m where m.id = any(${ids}::uuid[]) and not m.automatic and m.archived_at is null order by m.at, m.id`.execute(
    work.db,
  );
  return rows;
}

interface Heard {
  readonly id: string;
  readonly kind: StatusKind;
  readonly enteredAt: Date;
  readonly waitingSince: Date | null;
  readonly firstAnsweredAt: Date | null;
  readonly owner: string | null;
}

async function hearMessage(work: Work, message: Message): Promise<void> {
  const ticket = await ticketOf(work, message.conversation);
  if (!ticket) return;
  if (message.direction === "out") await hearAnswer(work, ticket, message);
  else if (message.direction === "in" && !message.isAnswered) await hearCustomer(work, ticket, message);
}

/** The ticket that a conversation, or one that was merged into it, is about: one that is still worked on before one that is over, the newest first. */
async function ticketOf(work: Work, conversation: string): Promise<Heard | undefined> {
  const { rows } = await sql<Heard>`
    select t.id, s.kind, coalesce((select max(c.entered_at) from ticket_status_changes c where c.ticket_id = t.id), t.created_at) as "enteredAt",
      t.waiting_since as "waitingSince", t.first_answered_at as "firstAnsweredAt", t.owner_id as owner
    from tickets said join tickets t on t.id = coalesce(said.merged_into_id, said.id)
      join ticket_statuses s on s.id = t.status_id
    where said.conversation_id in (select id from conversations where id = ${conversation} or merged_into_id = ${conversation}) and said.archived_at is null and t.archived_at is null
    order by s.kind in ('solved', 'closed'), t.created_at desc, t.id desc limit 1 for update of t`.execute(
    work.db,
  );
  return rows[0];
}

/** They wait for us: what waited for them is open again. After it was closed it is another matter, and a ticket of its own. */
async function hearCustomer(work: Work, ticket: Heard, { conversation, at }: Message): Promise<void> {
  // Told a second time: it was moved since by somebody who had read it.
  if (isOver(ticket.kind) && at <= ticket.enteredAt) return;
  if (ticket.kind === "closed") return goOn(work, ticket.id, conversation);
  const opens = ticket.kind === "solved" || (ticket.kind === "waiting" && at > ticket.enteredAt);
  const statuses = opens ? await allStatuses(work) : [];
  const values = {
    ...(opens && { status: firstOf(statuses, "open", "new").id }),
    ...(ticket.waitingSince === null && { waiting_since: at.toISOString() }),
  };
  if (Object.keys(values).length === 0) return;
  await update(byRule(work), "ticket", ticket.id, values, { governed: true });
  if (!opens) return;
  const payload = { from: ticket.kind, to: "open", by: null };
  work.emit({ name: serviceEvents.ticketMoved, object: "ticket", records: [ticket.id], payload });
  if (ticket.kind === "solved")
    work.emit({ name: serviceEvents.ticketReopened, object: "ticket", records: [ticket.id] });
}

async function goOn(work: Work, before: string, conversation: string): Promise<void> {
  const rule = byRule(work);
  const record = await get(rule, "conversation", conversation);
  const values = await fromConversation(rule, conversation, record);
  const { id } = await create(
    rule,
    "ticket",
    { ...values, parent: before, owner: ownerOf(record) },
    { governed: true },
  );
  tellMade(work, id, conversation);
}

function ownerOf(record: Readonly<Record<string, unknown>>): string | null {
  return (record["owner"] as { id: string } | null)?.id ?? null;
}

/** We answered: what was promised of it is kept, and whoever answered has it where it was nobody's. */
async function hearAnswer(work: Work, ticket: Heard, { at, author }: Message): Promise<void> {
  if (author === null || isOver(ticket.kind)) return;
  const waited = ticket.waitingSince !== null && ticket.waitingSince <= at;
  if (waited)
    await sql`update ticket_deadlines set met_at = ${at}, missed = due_at is not null and due_at < ${at}
      where ticket_id = ${ticket.id} and kind = 'next_answer' and met_at is null and started_at <= ${at}`.execute(
      work.db,
    );
  const values = {
    ...(ticket.firstAnsweredAt === null && { first_answered_at: at.toISOString() }),
    ...(waited && { waiting_since: null }),
    ...(ticket.owner === null && { owner: author }),
    ...(ticket.kind === "new" && { status: firstOf(await allStatuses(work), "open", "new").id }),
  };
  if (Object.keys(values).length > 0)
    await update(byRule(work), "ticket", ticket.id, values, { governed: true });
}

/** A conversation that is another's takes along its tickets, but those that somebody gave to another customer. */
async function followParty(work: Work, { records, payload }: StoredEvent): Promise<void> {
  const { from, to } = (payload ?? {}) as { from: string | null; to: string };
  const { rows } = await sql<{ id: string; customer: string; contact: string | null }>`
    select t.id, coalesce(p.company_id, p.id) as customer, case p.kind when 'person' then p.id end as contact
    from tickets t join parties p on p.id = ${to}
      left join parties f on f.id = ${from}::uuid
    where t.conversation_id = any(${records}::uuid[]) and t.archived_at is null
      and (t.customer_id is null or t.customer_id in (f.id, f.company_id)) order by t.id for update of t`.execute(
    work.db,
  );
  for (const { id, customer, contact } of rows)
    await update(byRule(work), "ticket", id, { customer, contact }, { governed: true });
}
