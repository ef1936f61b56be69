import { sql } from "kysely";
import { type Runtime, type Subscription, type Work } from "#records";
import { accountOf } from "../../accounts/account.ts";
import { channelEvents } from "../../contract/events.ts";
import { keepMessage } from "../../messages/keeping.ts";
import { keepKeys } from "../../taking-in/finding.ts";
import { mailboxOf } from "../connecting/stored-connection.ts";
import { keyOfMail, keyOfReply } from "../threading/keys.ts";
import { messageIdOf } from "../threading/message-ids.ts";
import { isLooping, isToldEnough } from "./loops.ts";

/** Who writes for the first time is told at once that it came, where the mailbox says so; no machine ever is. */
export const receiptIsConfirmed: Subscription = {
  name: "channels.receipt_is_confirmed",
  events: [channelEvents.messageReceived],
  async hear(runtime, event) {
    const account = event.payload?.["account"];
    if (event.payload?.["automatic"] === true || typeof account !== "string") return;
    const mailbox = await mailboxOf(runtime, account);
    const texts: Readonly<Record<string, string | undefined>> = mailbox?.settings.confirmation ?? {};
    if (!mailbox?.settings.smtp || !Object.values(texts).some(Boolean)) return;
    for (const message of event.records)
      await runtime.runAsSystem((work) => confirm(work, runtime, message, texts));
  },
};

interface First {
  readonly conversation: string;
  readonly account: string;
  readonly contact: string | null;
  readonly subject: string | null;
  readonly language: string | null;
}

async function confirm(
  work: Work,
  runtime: Runtime,
  message: string,
  texts: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const { rows } = await sql<First>`
    select c.id as conversation, c.account_id as account, c.contact, m.subject, c.language
    from messages m join conversations c on c.id = m.conversation_id
    where m.id = ${message} and c.state <> 'spam' and not exists (
      select 1 from messages b where b.conversation_id = c.id and b.id <> m.id and b.direction <> 'note')
    for update of c`.execute(work.db);
  const [first] = rows;
  if (!first?.contact || (await isToldEnough(work, first.contact))) return;
  const account = await accountOf(work.db, first.account);
  if (await isLooping(work.db, account, first.contact)) return;
  const body = texts[first.language ?? account.language ?? "en"] || Object.values(texts).find(Boolean) || "";
  const id = await keepMessage(work, {
    conversation: first.conversation,
    at: work.now,
    direction: "out",
    sender: account.address,
    subject: first.subject,
    body,
    automatic: true,
    state: "queued",
    sendAt: work.now,
  });
  const externalId = messageIdOf(runtime.settings, id);
  await sql`update messages set external_id = ${externalId} where id = ${id}`.execute(work.db);
  await keepKeys(work, first.conversation, [keyOfMail(account, externalId), keyOfReply(account, id)]);
  work.emit({
    name: channelEvents.messageQueued,
    object: "message",
    records: [id],
    payload: { account: account.id, conversation: first.conversation },
  });
}
