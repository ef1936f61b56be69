import { sql } from "kysely";
import type { Locale } from "#kernel/locale";
import { addOption, byRule, create, update, type Work } from "#records";
import { type Account, accountOf } from "../accounts/account.ts";
import { touchConversation } from "../conversations/touching.ts";
import { tellInteractions } from "../messages/interaction.ts";
import { keepMessage } from "../messages/keeping.ts";
import { takeIn } from "../taking-in/taking-in.ts";
import { correspondence, type Thread } from "./words.ts";

interface Writer {
  readonly value: string;
  readonly name: string;
}

/** Who of us answers in the demonstration. */
interface Answerers {
  /** Whoever looks at it; a colleague where nobody is signed in. */
  readonly me: string;
  readonly colleague: string;
}

const hour = 3_600_000;

/**
 * A shared mailbox with a handful of conversations: with customers of the demonstration company, some waiting, some answered, and
 * one of somebody whom nobody knows. Nothing where there is a channel already.
 */
export async function demonstrateCorrespondence(work: Work, locale: Locale, us: Answerers): Promise<void> {
  const { rows: channels } = await sql`select 1 from channel_accounts limit 1`.execute(work.db);
  if (channels.length > 0) return;
  const words = correspondence[locale];
  const { mailbox, queues } = await makeMailbox(work, words);
  const tags: string[] = [];
  for (const tag of words.tags) tags.push((await addOption(work, "conversation", "tags", tag)).key);
  const writers = await customersThatWrite(work, words.threads.length);
  for (const [index, writer] of writers.entries()) {
    const thread = words.threads[index];
    if (!thread) break;
    const conversation = await talk(work, mailbox, { thread, writer, answerer: us.me, ago: 3 + index * 7 });
    const values = {
      owner: [null, us.me, us.me, null, us.colleague][index] ?? null,
      queue: queues[index === 2 ? 1 : 0],
      tags: index < 2 ? [tags[index]] : [],
      ...(index === 4 && { state: "closed", closed_at: work.now.toISOString() }),
    };
    await update(byRule(work), "conversation", conversation, values, { governed: true });
  }
  const [plain, macro] = words.canned;
  await create(byRule(work), "canned_answer", { ...plain, language: locale });
  await create(byRule(work), "canned_answer", {
    ...macro,
    language: locale,
    tags: tags.slice(0, 1),
    closes: true,
  });
  const { name, address, ...thread } = words.stranger;
  await talk(work, mailbox, { thread, writer: { value: address, name }, answerer: us.me, ago: 1 });
  // They began when the first word was said, and not with the demonstration.
  await sql`update conversations c set created_at = first.at
    from (select conversation_id as id, min(at) as at from messages group by 1) first where first.id = c.id`.execute(
    work.db,
  );
}

async function makeMailbox(
  work: Work,
  words: (typeof correspondence)[Locale],
): Promise<{ mailbox: Account; queues: readonly string[] }> {
  const rule = byRule(work);
  const queues: string[] = [];
  for (const name of words.queues) queues.push((await create(rule, "queue", { name })).id);
  const { id } = await create(rule, "channel_account", {
    name: words.mailbox,
    kind: "mailbox",
    address: "service@rapport.example",
    queue: queues[0],
  });
  return { mailbox: await accountOf(work.db, id), queues };
}

async function customersThatWrite(work: Work, most: number): Promise<readonly Writer[]> {
  const { rows } = await sql<Writer>`
    select name, email as value from parties where kind = 'person' and email is not null and archived_at is null
    order by id limit ${most}`.execute(work.db);
  return rows;
}

interface Talk {
  readonly thread: Thread;
  readonly writer: Writer;
  readonly answerer: string;
  /** Hours since it began. */
  readonly ago: number;
}

async function talk(work: Work, mailbox: Account, { thread, writer, answerer, ago }: Talk): Promise<string> {
  const key = `demonstration:${writer.value}`;
  let conversation = "";
  for (const [turn, body] of thread.said.entries()) {
    const at = new Date(work.now.getTime() - (ago * hour) / (turn + 1));
    if (turn % 2 === 1)
      await answer(work, mailbox, { conversation, at, body, answerer, writer, subject: thread.subject });
    else
      ({ conversation } = await takeIn(work, mailbox, {
        kind: "message",
        at,
        from: writer,
        subject: thread.subject,
        body,
        recipients: { to: [mailbox.address ?? ""] },
        belongsTo: [key],
        keys: [key],
      }));
  }
  if (thread.note)
    await keepMessage(work, {
      conversation,
      at: new Date(work.now.getTime() - hour),
      direction: "note",
      author: answerer,
      body: thread.note,
      state: "noted",
    });
  return conversation;
}

interface Answer {
  readonly conversation: string;
  readonly at: Date;
  readonly subject: string;
  readonly body: string;
  readonly answerer: string;
  readonly writer: Writer;
}

async function answer(work: Work, { address }: Account, said: Answer): Promise<void> {
  const message = await keepMessage(work, {
    conversation: said.conversation,
    at: said.at,
    direction: "out",
    author: said.answerer,
    sender: address,
    recipients: { to: [said.writer.value] },
    subject: said.subject,
    body: said.body,
    state: "sent",
  });
  await touchConversation(work, said.conversation, { at: said.at, body: said.body, turn: "out" });
  await tellInteractions(work, { message });
}
