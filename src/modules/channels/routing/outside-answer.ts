import { sql } from "kysely";
import { isLocale } from "#kernel/locale";
import { organisationOf } from "#platform";
import type { Runtime, Subscription, Work } from "#records";
import { adapterOf } from "../adapters.ts";
import type { QueueHours } from "../contract/queue-hours.ts";
import { channelEvents } from "../contract/events.ts";
import { isLooping, isToldEnough } from "../mail/automatic/loops.ts";
import { accountOf } from "../accounts/account.ts";
import { writeMessage } from "../messages/writing.ts";
import { opensAt } from "./hours.ts";

/** Who writes while nobody of a queue is there is told so once, where the queue says it; no machine ever is. */
export const outsideIsAnswered: Subscription = {
  name: "channels.outside_is_answered",
  events: [channelEvents.messageReceived],
  async hear(runtime, { records, payload }) {
    if (payload?.["automatic"] === true) return;
    for (const message of records) await runtime.runAsSystem((work) => answer(work, runtime, message));
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
  if (!account.active || (await isToldEnough(work, contact))) return;
  if (await isLooping(work.db, account, contact)) return;
  const body = wordsOf(written.outside, [written.language, account.language, locale]);
  if (body === "" || !(await isFirst(work, conversation, until))) return;
  await writeMessage(work, { runtime, adapterOf }, conversation, { body, files: [] }, { automatic: true });
}

/** What came to a queue that answers by itself; a chat has words of its own, and who is called hears them. */
async function writtenOutside(work: Work, message: string): Promise<Written | undefined> {
  const { rows } = await sql<Written>`
    select c.id as conversation, a.id as account, c.contact, left(c.language, 2) as language, q.hours, q.outside,
      m.created_at as at
    from messages m join conversations c on c.id = m.conversation_id and c.state = 'open'
      join queues q on q.id = c.queue_id and q.archived_at is null and q.hours <> '[]' and q.outside <> '{}'
      join channel_accounts a on a.id = c.account_id and a.archived_at is null
    where m.id = ${message} and m.direction = 'in' and m.kind in ('message', 'form') and c.channel <> 'chat'
      and c.contact is not null for update of c`.execute(work.db);
  return rows[0];
}

async function isFirst(work: Work, conversation: string, until: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into conversation_outside_answers as told (conversation_id, until) values (${conversation}, ${until})
    on conflict (conversation_id) do update set until = excluded.until where told.until <= ${work.now}
    returning 1`.execute(work.db);
  return rows.length > 0;
}

function wordsOf(outside: Written["outside"], languages: readonly (string | null)[]): string {
  const known = languages.filter((one) => one !== null).filter(isLocale);
  return known.map((one) => outside[one]).find(Boolean) ?? Object.values(outside).find(Boolean) ?? "";
}
