import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { isLocale, type Locale, locales } from "#kernel/locale";
import { organisationOf } from "#platform";
import type { Runtime, Subscription, Work } from "#records";
import { adapterOf } from "../adapters.ts";
import type { QueueHours } from "../contract/queue-hours.ts";
import { channelEvents } from "../contract/events.ts";
import { hasSaidEnough, isLooping, isToldEnough } from "../mail/automatic/loops.ts";
import { accountOf } from "../accounts/account.ts";
import { writeMessage } from "../messages/writing.ts";
import bg from "../text/bg.json" with { type: "json" };
import en from "../text/en.json" with { type: "json" };
import es from "../text/es.json" with { type: "json" };
import ru from "../text/ru.json" with { type: "json" };
import { opensAt } from "./hours.ts";

const subjects: Readonly<Record<Locale, string>> = {
  en: en.outside_answer.subject,
  es: es.outside_answer.subject,
  ru: ru.outside_answer.subject,
  bg: bg.outside_answer.subject,
};

/** Who writes while nobody of a queue is there is told so once, where the queue says it; no machine ever is. */
export const outsideIsAnswered: Subscription = {
  name: "channels.outside_is_answered",
  events: [channelEvents.messageReceived],
  async hear(runtime, { records, payload }) {
    if (payload?.["automatic"] === true) return;
    for (const message of records)
      await runtime.runAsSystem((work) => answer(work, runtime, message)).catch(silentWhereRefused);
  },
};

interface Written {
  readonly conversation: string;
  readonly account: string;
  readonly contact: string;
  readonly language: string | null;
  readonly hours: QueueHours["hours"];
  readonly outside: QueueHours["outside"];
  readonly at: Date;
}

async function answer(work: Work, runtime: Runtime, message: string): Promise<void> {
  const written = await writtenOutside(work, message);
  if (!written) return;
  const { conversation, contact, hours } = written;
  const { timeZone, locale } = await organisationOf(work.db);
  // When it came counts: the answer may be late, and the queue be open by then.
  const until = opensAt(hours, written.at, timeZone);
  if (!until || until <= work.now) return;
  const account = await accountOf(work.db, written.account);
  if (!account.active || (await isToldEnough(work, contact)) || (await hasSaidEnough(work, account))) return;
  if (await isLooping(work.db, account, contact)) return;
  const { language, body } = wordsOf(written.outside, [written.language, account.language, locale]);
  if (body === "" || !(await isFirst(work, conversation, until))) return;
  // Nothing of what they wrote stands in it: anybody writes in the name of another.
  const text = { subject: subjects[language], body, files: [] };
  await writeMessage(work, { runtime, adapterOf }, conversation, text, { automatic: true });
}

/** A channel that takes no answer, or none so long, is not tried again: nothing is said then. */
function silentWhereRefused(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
}

/**
 * What came to a queue that answers by itself; a chat has words of its own, and who is called hears them. Nobody is answered
 * twice by itself, and none in whose name somebody else wrote. */
async function writtenOutside(work: Work, message: string): Promise<Written | undefined> {
  const { rows } = await sql<Written>`
    select c.id as conversation, a.id as account, c.contact, left(c.language, 2) as language, q.hours, q.outside,
      m.created_at as at
    from messages m join conversations c on c.id = m.conversation_id and c.state = 'open'
      join queues q on q.id = c.queue_id and q.archived_at is null and q.hours <> '[]' and q.outside <> '{}'
      join channel_accounts a on a.id = c.account_id and a.archived_at is null
    where m.id = ${message} and m.direction = 'in' and m.kind in ('message', 'form') and c.channel <> 'chat'
      and c.contact is not null and m.details ->> 'sender_check' is distinct from 'failed' and not exists (
        select from messages o where o.conversation_id = c.id and o.direction = 'out' and o.automatic
          and o.created_at >= m.created_at)
    for update of c`.execute(work.db);
  return rows[0];
}

async function isFirst(work: Work, conversation: string, until: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into conversation_outside_answers as told (conversation_id, until) values (${conversation}, ${until})
    on conflict (conversation_id) do update set until = excluded.until where told.until <= ${work.now}
    returning 1`.execute(work.db);
  return rows.length > 0;
}

/** In the first of these languages that has words, else in any. */
function wordsOf(
  outside: Written["outside"],
  languages: readonly (string | null)[],
): { readonly language: Locale; readonly body: string } {
  const wanted = [...languages.filter((one) => one !== null).filter(isLocale), ...locales];
  const language = wanted.find((one) => outside[one]) ?? "en";
  return { language, body: outside[language] ?? "" };
}
