import { sql } from "kysely";
import type { Locale } from "#kernel/locale";
import { organisationOf } from "#platform";
import type { Runtime, Work } from "#records";
import { type Account, accountOf } from "../../accounts/account.ts";
import type { ChannelAdapter } from "../../adapter.ts";
import { channelEvents } from "../../contract/events.ts";
import { keepMessage } from "../../messages/keeping.ts";
import { keepKeys } from "../../taking-in/finding.ts";
import { isMailOfTheirs } from "../telling/lines.ts";
import { letterOf, subjectOf } from "./letter.ts";

/** Seconds after which a visitor whom we do not hear is gone, and for which we wait for more to say. */
const goneAfter = 180;
const saidBefore = 60;
const batch = 100;
const mostFiles = 20;

type AdapterOf = (kind: Account["kind"]) => ChannelAdapter;

interface Gone {
  readonly session: string;
  readonly email: string;
  readonly language: Locale;
  readonly queue: string | null;
  readonly lastSequence: number;
  readonly hasHidden: boolean;
  /** Whether the visitor has proven who they are: an address that somebody typed may be anybody's. */
  readonly isProven: boolean;
}

/** That there is something for a session `s` which is hidden from the visitor, and was not written yet to who wrote by mail. */
const hasHidden = sql`exists (select 1 from chat_lines h where h.session_id = s.id and h.hidden and h.sequence > s.mailed_to)`;

const isGone = sql`(s.email is not null and s.last_sequence > greatest(s.delivered_to, s.mailed_to)
  and s.seen_at < now() - make_interval(secs => ${goneAfter}))`;

/**
 * What visitors who left an address did not see goes to them by mail, once, in the same conversation: their answer comes back to it.
 * What is hidden from them goes to who wrote by mail, whatever address the visitor typed.
 * Nothing where no mailbox of all sends.
 */
export async function goOnByMail(runtime: Runtime, adapterOf: AdapterOf): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select s.id from chat_sessions s where (${isGone} or ${hasHidden})
      and exists (select 1 from channel_accounts a where a.kind = 'mailbox' and a.active and a.user_id is null and a.archived_at is null)
    order by s.seen_at limit ${batch}`.execute(runtime.database);
  const { name } = rows.length > 0 ? await organisationOf(runtime.database) : { name: "" };
  let failed: unknown;
  for (const { id } of rows)
    await runtime
      .runAsSystem((work) => goOn(work, { runtime, adapterOf, organisation: name }, id))
      // One that fails keeps no other from their letter.
      .catch((error: unknown) => {
        failed = error;
      });
  if (failed) throw failed;
}

interface Room {
  readonly runtime: Runtime;
  readonly adapterOf: AdapterOf;
  readonly organisation: string;
}

async function goOn(work: Work, room: Room, id: string): Promise<void> {
  const gone = await stillGone(work, id);
  if (!gone) return;
  const unseen = (await unseenOf(work, id)).filter(({ hidden }) => hidden === gone.hasHidden);
  if (unseen.some(({ isNew }) => isNew)) return;
  await sql`update chat_sessions set mailed_to = ${gone.lastSequence} where id = ${id}`.execute(work.db);
  const last = unseen.at(-1);
  const mailbox = last && (await mailboxFor(work, gone.queue));
  if (!last || !mailbox) return;
  const letter = { organisation: room.organisation, language: gone.language };
  const message = await keepMessage(work, {
    conversation: last.conversation,
    at: work.now,
    direction: "out",
    author: last.author,
    sender: mailbox.address,
    recipients: { to: [gone.email] },
    subject: subjectOf(letter),
    body: letterOf({
      ...letter,
      question: gone.isProven && !gone.hasHidden ? await questionBefore(work, id, last.sequence) : null,
      said: unseen,
    }),
    state: "queued",
    sendAt: work.now,
    files: unseen.flatMap(({ files }) => files.map((file) => ({ id: file }))).slice(0, mostFiles),
  });
  const identity = room.adapterOf("mailbox").identify?.(room.runtime, mailbox, message);
  await sql`update messages set account_id = ${mailbox.id}, external_id = ${identity?.externalId ?? null}
    where id = ${message}`.execute(work.db);
  await keepKeys(work, last.conversation, identity?.keys ?? []);
  work.emit({
    name: channelEvents.messageQueued,
    object: "message",
    records: [message],
    payload: { account: mailbox.id, conversation: last.conversation },
  });
}

async function stillGone(work: Work, id: string): Promise<Gone | undefined> {
  const { rows } = await sql<Gone>`
    select s.id as session, ${hasHidden} as "hasHidden", s.identity is not null as "isProven", s.language,
      case when ${hasHidden} then (select o.sender from chat_lines l join messages m on m.id = l.message_id
        join messages o on o.conversation_id = m.conversation_id and ${isMailOfTheirs}
        where l.session_id = s.id and l.hidden and l.sequence > s.mailed_to order by l.sequence desc, o.at desc limit 1)
      else s.email end as email, a.queue_id as queue, s.last_sequence::float8 as "lastSequence"
    from chat_sessions s join channel_accounts a on a.id = s.account_id
    where s.id = ${id} and (${isGone} or ${hasHidden}) for update of s skip locked`.execute(work.db);
  return rows[0]?.email ? rows[0] : undefined;
}

interface Unseen {
  readonly conversation: string;
  readonly sequence: number;
  readonly hidden: boolean;
  readonly author: string | null;
  readonly body: string;
  readonly isNew: boolean;
  readonly files: readonly string[];
}

/** What we said that they have not seen, oldest first. */
async function unseenOf(work: Work, session: string): Promise<Unseen[]> {
  const { rows } = await sql<Unseen>`
    select m.conversation_id as conversation, l.sequence::float8 as sequence, l.hidden, m.author_id as author, coalesce(m.body, '') as body,
      m.at > now() - make_interval(secs => ${saidBefore}) as "isNew",
      array(select file_id from message_files f where f.message_id = m.id order by f.position, f.id) as files
    from chat_sessions s join chat_lines l on l.session_id = s.id and l.sequence > s.mailed_to
        and (l.hidden or l.sequence > s.delivered_to)
      join messages m on m.id = l.message_id
    where s.id = ${session} and m.direction = 'out' and m.archived_at is null and m.state = 'sent'
    order by l.sequence limit 200`.execute(work.db);
  return rows;
}

async function questionBefore(work: Work, session: string, sequence: number): Promise<string | null> {
  const { rows } = await sql<{ body: string | null }>`
    select m.body from chat_lines l join messages m on m.id = l.message_id
    where l.session_id = ${session} and l.sequence < ${sequence} and m.direction = 'in' and m.archived_at is null
    order by l.sequence desc limit 1`.execute(work.db);
  return rows[0]?.body || null;
}

/** A mailbox of all that sends: that of the same queue before others. */
async function mailboxFor(work: Work, queue: string | null): Promise<Account | null> {
  const { rows } = await sql<{ id: string }>`
    select a.id from channel_accounts a join channel_connections c on c.account_id = a.id
    where a.kind = 'mailbox' and a.active and a.user_id is null and a.archived_at is null and a.address is not null
      and jsonb_typeof(c.settings -> 'smtp') = 'object'
    order by a.queue_id is not distinct from ${queue} desc, a.id limit 1`.execute(work.db);
  return rows[0] ? accountOf(work.db, rows[0].id) : null;
}
