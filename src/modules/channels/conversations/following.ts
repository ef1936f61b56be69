import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { notify } from "#platform";
import { get, type Runtime, type Subscription, tellByRule, type Work } from "#records";
import { channelEvents } from "../contract/events.ts";

/** Says that the actor wants to be told of what is said in a conversation. */
export async function followConversation(work: Work, id: string): Promise<{ following: boolean }> {
  await get(work, "conversation", id);
  await addFollowers(work, id, [userOf(work)]);
  return { following: true };
}

/** Says that the actor wants to be told no more. */
export async function unfollowConversation(work: Work, id: string): Promise<{ following: boolean }> {
  await get(work, "conversation", id);
  const before = await followersOf(work, id);
  const me = userOf(work);
  if (!before.includes(me)) return { following: false };
  await sql`delete from conversation_followers where conversation_id = ${id} and user_id = ${me}`.execute(
    work.db,
  );
  await tell(work, id, { from: before, to: before.filter((user) => user !== me) });
  return { following: false };
}

/** They follow from now on, besides those who do. */
export async function addFollowers(work: Work, id: string, users: readonly string[]): Promise<void> {
  const before = await followersOf(work, id);
  const more = users.filter((user) => !before.includes(user));
  if (more.length === 0) return;
  await sql`insert into conversation_followers (conversation_id, user_id)
    select ${id}, id from unnest(${more}::uuid[]) as those (id) on conflict do nothing`.execute(work.db);
  await tell(work, id, { from: before, to: [...before, ...more].sort() });
}

async function followersOf(work: Work, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select user_id as id from conversation_followers where conversation_id = ${id} order by user_id`.execute(
    work.db,
  );
  return rows.map((row) => row.id);
}

/** What is said, also in what it was merged into, is told to those who follow, and to those whom a note names: they follow from then on. */
export const followersAreTold: Subscription = {
  name: "channels.followers_are_told",
  events: [channelEvents.messageReceived, channelEvents.messageSent, channelEvents.noteWritten],
  async hear(runtime, { records, payload }) {
    if (payload?.["automatic"] === true) return;
    for (const message of records) await tellOf(runtime, message);
  },
};

interface Told {
  readonly conversation: string;
  readonly author: string | null;
  readonly by: string | null;
  readonly mentions: readonly string[];
  /** Those who were not told since they read it, each with the word under which they are told once. */
  readonly followers: readonly { readonly user: string; readonly once: string }[];
}

async function tellOf(runtime: Runtime, message: string): Promise<void> {
  const { rows } = await sql<Told>`
    select m.conversation_id as conversation, m.author_id as author,
      coalesce(u.name, m.sender_name, m.sender) as "by", coalesce(m.details -> 'mentions', '[]') as mentions,
      coalesce((select jsonb_agg(jsonb_build_object('user', told.user_id, 'once', told.once) order by told.user_id)
        from (select distinct f.user_id,
            concat('followed ', m.conversation_id, ' ', coalesce(extract(epoch from r.at)::text, 'unread')) as once
          from conversation_followers f
            left join conversation_reads r on r.user_id = f.user_id and r.conversation_id = m.conversation_id
          where f.conversation_id = any(array(select m.conversation_id
            union all select id from conversations where merged_into_id = m.conversation_id))) told
        where not exists (select from notifications n where n.user_id = told.user_id and n.once = told.once)), '[]')
        as followers
    from messages m left join users u on u.id = m.author_id
    where m.id = ${message} and not m.automatic`.execute(runtime.database);
  const [told] = rows;
  if (!told) return;
  const named = told.mentions.filter((user) => user !== told.author);
  for (const user of named) await tellNamed(runtime, told, { user, message });
  for (const follower of told.followers)
    if (follower.user !== told.author && !named.includes(follower.user))
      await tellFollower(runtime, told, follower);
}

async function tellNamed(
  runtime: Runtime,
  { conversation }: Told,
  { user, message }: { readonly user: string; readonly message: string },
): Promise<void> {
  const title = await titleFor(runtime, user, conversation);
  if (title === null) return;
  await runtime.runAsSystem(async (work) => {
    await addFollowers(work, conversation, [user]);
    const once = `mentioned ${message}`;
    await notify(work, [user], "mentioned", {
      object: "conversation",
      id: conversation,
      params: { title },
      once,
    });
  });
}

/** Once until they have read it: who follows a chat is not told of each of its lines. */
async function tellFollower(
  runtime: Runtime,
  { conversation, by }: Told,
  { user, once }: Told["followers"][number],
): Promise<void> {
  const title = await titleFor(runtime, user, conversation);
  if (title === null) return;
  const about = { object: "conversation", id: conversation, params: { title, by: by ?? "…" }, once };
  await runtime.runAsSystem((work) => notify(work, [user], "conversation_followed", about));
}

/** What a conversation is called for somebody; null where they do not see it, or see none any more. */
async function titleFor(runtime: Runtime, user: string, conversation: string): Promise<string | null> {
  const actor = await runtime.actorOf(user);
  if (!actor) return null;
  try {
    const record = await runtime.run(actor, "system", (work) => get(work, "conversation", conversation));
    return String(record["subject"] ?? record["contact_name"] ?? record["contact"] ?? "…");
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}

function tell(
  work: Work,
  id: string,
  followers: { readonly from: readonly string[]; readonly to: readonly string[] },
): Promise<void> {
  return tellByRule(work, "conversation", "changed", [{ id, changes: { followers } }]);
}

function userOf({ actor }: Work): string {
  if (actor.userId === null) throw new AppError("not_allowed");
  return actor.userId;
}
