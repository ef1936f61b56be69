import { sql } from "kysely";
import { isLocale, type Locale } from "#kernel/locale";
import { type Runtime, type Subscription, type Work } from "#records";
import { type Account, accountOf } from "../../accounts/account.ts";
import { channelEvents } from "../../contract/events.ts";
import { keepMessage } from "../../messages/keeping.ts";
import { keepKeys } from "../../taking-in/finding.ts";
import bg from "../../text/bg.json" with { type: "json" };
import en from "../../text/en.json" with { type: "json" };
import es from "../../text/es.json" with { type: "json" };
import ru from "../../text/ru.json" with { type: "json" };
import { mailboxOf } from "../connecting/stored-connection.ts";
import { keyOfMail, keyOfReply } from "../threading/keys.ts";
import { messageIdOf } from "../threading/message-ids.ts";
import { hasSaidEnough, isLooping, isToldEnough } from "./loops.ts";

const words: Readonly<Record<Locale, typeof en.mail_confirmation>> = {
  en: en.mail_confirmation,
  es: es.mail_confirmation,
  ru: ru.mail_confirmation,
  bg: bg.mail_confirmation,
};

/** Who writes for the first time is told at once that it came, where the mailbox says so; no machine ever is. */
export const receiptIsConfirmed: Subscription = {
  name: "channels.receipt_is_confirmed",
  events: [channelEvents.messageReceived],
  async hear(runtime, event) {
    const account = event.payload?.["account"];
    if (event.payload?.["automatic"] === true || typeof account !== "string") return;
    const mailbox = await mailboxOf(runtime, account);
    const texts = mailbox?.settings.confirmation ?? {};
    if (!mailbox?.settings.smtp || !Object.values(texts).some(Boolean)) return;
    for (const message of event.records)
      await runtime.runAsSystem((work) => confirm(work, runtime, message, texts));
  },
};

interface First {
  readonly conversation: string;
  readonly account: string;
  readonly contact: string | null;
  readonly language: string | null;
}

/**
 * Tells who wrote that it came, where it is the first of its conversation. Nothing of what they wrote stands in it: anybody writes in the
 * name of another, who would be sent the words of a stranger from us.
 */
export async function confirm(
  work: Work,
  runtime: Runtime,
  message: string,
  texts: Readonly<Partial<Record<Locale, string>>>,
): Promise<void> {
  const { rows } = await sql<First>`
    select c.id as conversation, c.account_id as account, c.contact, c.language
    from messages m join conversations c on c.id = m.conversation_id
    where m.id = ${message} and c.state <> 'spam' and not exists (
      select 1 from messages b where b.conversation_id = c.id and b.id <> m.id and b.direction <> 'note')
    for update of c`.execute(work.db);
  const [first] = rows;
  if (!first?.contact || (await isToldEnough(work, first.contact))) return;
  const account = await accountOf(work.db, first.account);
  if ((await hasSaidEnough(work, account)) || (await isLooping(work.db, account, first.contact))) return;
  const asked = [first.language, account.language].find(isLocale) ?? "en";
  const language = texts[asked] ? asked : (Object.keys(texts) as Locale[]).find((one) => texts[one]);
  if (language)
    await sayAutomatically(
      work,
      runtime,
      { ...first, account },
      { subject: words[language].subject, body: texts[language] ?? "" },
    );
}

/** A letter of our own in a conversation, which goes out at once and is answered by nobody's machine. Answers its id. */
export async function sayAutomatically(
  work: Work,
  runtime: Runtime,
  { conversation, account }: { readonly conversation: string; readonly account: Account },
  text: { readonly subject: string; readonly body: string },
  details: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const id = await keepMessage(work, {
    conversation,
    at: work.now,
    direction: "out",
    sender: account.address,
    ...text,
    automatic: true,
    state: "queued",
    sendAt: work.now,
    details,
  });
  const externalId = messageIdOf(runtime.settings, id);
  await sql`update messages set external_id = ${externalId} where id = ${id}`.execute(work.db);
  await keepKeys(work, conversation, [keyOfMail(account, externalId), keyOfReply(account, id)]);
  work.emit({
    name: channelEvents.messageQueued,
    object: "message",
    records: [id],
    payload: { account: account.id, conversation },
  });
  return id;
}
