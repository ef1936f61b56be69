import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { z } from "zod";
import type { Runtime } from "#records";
import type { Outcome, Outgoing } from "../adapter.ts";
import { fileAt } from "../connections/file-elsewhere.ts";
import { handOverAll, notTaken } from "../messengers/calling.ts";
import { as, connectedAs } from "../messengers/connection.ts";
import type { Messenger } from "../messengers/messenger.ts";
import { hearMentions } from "./hearing.ts";
import { askInstance, connectMember, type Member, problemOf } from "./instance.ts";
import { keyOf, readMention } from "./reading.ts";

/** So many files stand with one status. */
const mostFiles = 4;

/** An account at an instance of Mastodon (https://docs.joinmastodon.org): who speaks of us or to us is answered as they spoke, before others or alone. */
export const mastodon: Messenger = {
  kind: "mastodon",
  abilities: {
    html: false,
    subject: false,
    recipients: false,
    files: 16_000_000,
    // 500 with the name of whom we answer.
    length: 450,
    delivered: false,
    read: false,
    answersWithin: null,
    begins: false,
  },
  hold: hearMentions,
  connect: (runtime, connected) => connectMember(runtime, as(connected, "mastodon")),
  fetchMedia: (runtime, _connected, { id }) => fileAt(runtime, id),
  read: (_runtime, account, raw) => Promise.resolve().then(() => readMention(account, raw)),
  async send(runtime, account, message) {
    const member = await connectedAs(runtime, account.id, "mastodon");
    const answered = await answeredBy(runtime, message);
    if (!answered) return { state: "refused", problem: "not_begun_here" };
    return handOverAll([() => sendStatus(runtime, member, message, answered)], {
      attempts: message.attempts,
    });
  },
};

/** What we answer. */
interface Spoken {
  readonly peer: string;
  readonly status: string;
  readonly visibility: string;
}

/**
 * What they had said last when the answer was written, and before whom at most: an answer is never shown to more than the narrowest circle
 * that was spoken to in the conversation.
 */
async function answeredBy({ database }: Runtime, { id, conversation }: Outgoing): Promise<Spoken | null> {
  const { rows } = await sql<Spoken>`
    with said as (
      select m.at, m.id, m.details from messages m join conversations c on c.id = m.conversation_id
      where c.id = ${conversation} and m.direction = 'in' and m.details ? 'visibility'
        and coalesce(m.account_id, c.account_id) = c.account_id
        and m.created_at <= (select created_at from messages where id = ${id}))
    select details ->> 'peer' as peer, details ->> 'status' as status, (
        select details ->> 'visibility' from said
        order by array_position(${[...circles]}::text[], details ->> 'visibility') limit 1) as visibility
    from said order by at desc, id desc limit 1`.execute(database);
  return rows[0] ?? null;
}

/** The narrowest first. */
const circles = ["direct", "private", "unlisted", "public"] as const;

/** Who is answered is named, or they would not hear of it. Of two with the same key an instance makes one. */
async function sendStatus(
  runtime: Runtime,
  member: Member,
  { id, body, files }: Outgoing,
  { peer, status, visibility }: Spoken,
): Promise<Outcome> {
  const media: string[] = [];
  for (const file of files.slice(0, mostFiles)) {
    const left = await upload(runtime, member, file);
    if ("problem" in left) return { state: "refused", problem: left.problem };
    media.push(left.id);
  }
  const answered = await askInstance(runtime, member, {
    method: "POST",
    path: "/api/v1/statuses",
    headers: { "idempotency-key": id },
    body: { status: `@${peer} ${body}`, in_reply_to_id: status, visibility, media_ids: media },
  });
  const made = z.object({ id: z.string().min(1).max(100) }).safeParse(answered.value).data;
  if (answered.status !== 200 || !made) return notTaken(answered, problemOf(answered));
  const left = files.slice(mostFiles).map(({ name }) => name);
  return {
    state: "sent",
    externalId: made.id,
    keys: [keyOf(member.account.id, made.id, peer)],
    ...(left.length > 0 && { problem: `file: ${left.join(", ")}`.slice(0, 1000) }),
  };
}

/** Films are worked on there for a while before they can stand with a status. */
const worked = { attempts: 20, pause: 1_000 } as const;

async function upload(
  runtime: Runtime,
  member: Member,
  { name, type, path }: Outgoing["files"][number],
): Promise<{ readonly id: string } | { readonly problem: string }> {
  const form = new FormData();
  form.set("file", new Blob([await readFile(path)], { type }), name);
  let answered = await askInstance(runtime, member, { method: "POST", path: "/api/v2/media", body: form });
  const id = z.object({ id: z.string().regex(/^\w{1,100}$/) }).safeParse(answered.value).data?.id;
  for (let attempt = 0; id && answered.status !== 200 && attempt < worked.attempts; attempt++) {
    if (answered.status >= 300) break;
    await pause(worked.pause);
    answered = await askInstance(runtime, member, { method: "GET", path: `/api/v1/media/${id}` });
  }
  return id && answered.status === 200
    ? { id }
    : { problem: `file: ${name}: ${problemOf(answered)}`.slice(0, 1000) };
}
