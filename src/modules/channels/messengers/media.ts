import { Readable } from "node:stream";
import { sql } from "kysely";
import { keepFile } from "#platform";
import type { Runtime, Subscription } from "#records";
import { channelEvents } from "../contract/events.ts";
import { connectionOf } from "./connection.ts";
import type { Media } from "./messenger.ts";
import { messengerOf } from "./messengers.ts";

/** So often a file is asked for before it is told as left out; how many messages are looked at in one go. */
const mostAttempts = 5;
const batch = 50;

/** Files that a service keeps for us are fetched once the message is there, which does not wait for them. */
export const mediaIsFetched: Subscription = {
  name: "channels.media_is_fetched",
  events: [channelEvents.messageReceived],
  async hear(runtime, event) {
    const { rows } = await sql`
      select 1 from messages where id = any(${event.records}::uuid[]) and details ? 'media'`.execute(
      runtime.database,
    );
    if (rows.length > 0) await runtime.addJob("channels.media", {}, { key: "channels.media" });
  },
};

interface Waiting {
  readonly id: string;
  readonly conversation: string;
  readonly account: string;
  readonly media: readonly Media[];
  readonly attempts: number;
}

/** Fetches what messengers keep for us, the oldest first; a kill leaves what was not fetched for the next time. */
export async function fetchMedia(runtime: Runtime, stopping?: AbortSignal): Promise<void> {
  const { rows } = await sql<Waiting>`
    select m.id, m.conversation_id as conversation, coalesce(m.account_id, c.account_id) as account, m.details -> 'media' as media,
      coalesce((m.details ->> 'media_attempts')::int, 0) as attempts
    from messages m join conversations c on c.id = m.conversation_id
    where m.details ? 'media' order by m.at, m.id limit ${batch}`.execute(runtime.database);
  for (const message of rows)
    for (const media of message.media) {
      if (stopping?.aborted) return;
      await fetchOne(runtime, message, media);
    }
}

async function fetchOne(runtime: Runtime, message: Waiting, media: Media): Promise<void> {
  const file = await fetched(runtime, message.account, media).catch(() => null);
  if (!file && message.attempts + 1 < mostAttempts) {
    await sql`update messages set details = details || ${JSON.stringify({ media_attempts: message.attempts + 1 })}::jsonb
      where id = ${message.id} and details ? 'media'`.execute(runtime.database);
    return;
  }
  await runtime.runAsSystem(async (work) => {
    // Of two that fetch at once the second finds it done; what it fetched nothing speaks of.
    const { rows } = await sql<{ left: Media[] }>`
      select details -> 'media' as left from messages where id = ${message.id} and details ? 'media' for update`.execute(
      work.db,
    );
    const before = rows[0]?.left ?? [];
    const left = before.filter(({ id }) => id !== media.id);
    if (left.length === before.length) return;
    await sql`update messages set version = version + 1, details = (details - 'media' - 'media_attempts')
        || ${JSON.stringify(left.length > 0 ? { media: left, media_attempts: message.attempts } : {})}::jsonb
        || case when ${file !== null}::boolean then '{}' else jsonb_build_object('left_out',
          coalesce(details -> 'left_out', '[]') || jsonb_build_array(${media.name}::text)) end
      where id = ${message.id}`.execute(work.db);
    if (file)
      await sql`insert into message_files (message_id, file_id, position)
        select ${message.id}, ${file}, count(*) from message_files where message_id = ${message.id}`.execute(
        work.db,
      );
    work.emit({
      name: channelEvents.conversationTouched,
      object: "conversation",
      records: [message.conversation],
    });
  });
}

/** The id of the file as it is kept here; no longer than the largest file that anybody may bring. */
async function fetched(runtime: Runtime, account: string, media: Media): Promise<string> {
  const connected = await connectionOf(runtime, account);
  if (!connected) throw new Error("Not connected");
  const answer = await messengerOf(connected.settings.kind).fetchMedia?.(runtime, connected, media);
  if (!answer) throw new Error("It keeps no files");
  try {
    if (answer.status !== 200) throw new Error(`The service answered ${answer.status}`);
    const incoming = { name: media.name, type: media.type, content: Readable.from(answer.content) };
    return (await keepFile(runtime, incoming, (write) => runtime.runAsSystem(write))).id;
  } finally {
    answer.leave();
  }
}
