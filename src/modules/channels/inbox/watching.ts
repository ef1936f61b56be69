import { sql } from "kysely";
import type { BodyOf, OutputOf } from "#kernel/action";
import { type Database, get, type Work } from "#records";
import { visitorsTyping } from "../chat/telling/typing.ts";
import { watchFor, type watchConversation as watchAction } from "../contract/inbox.ts";

/**
 * Notes that the actor looks at a conversation or writes in it, and answers who else does. It holds for some seconds, in a
 * table that is not logged: all processes see it, and a crash forgets it.
 */
export async function watchConversation(
  work: Work,
  conversation: string,
  { doing }: BodyOf<typeof watchAction>,
): Promise<OutputOf<typeof watchAction>> {
  await get(work, "conversation", conversation);
  const me = work.actor.userId;
  if (doing === "gone")
    await sql`delete from conversation_watchers where conversation_id = ${conversation} and user_id = ${me}`.execute(
      work.db,
    );
  else
    await sql`insert into conversation_watchers (conversation_id, user_id, doing, until)
      values (${conversation}, ${me}, ${doing}, clock_timestamp() + make_interval(secs => ${watchFor}))
      on conflict (conversation_id, user_id) do update set doing = excluded.doing, until = excluded.until`.execute(
      work.db,
    );
  const { rows } = await sql<OutputOf<typeof watchAction>["data"][number]>`
    select u.id, u.name as title, w.doing from conversation_watchers w join users u on u.id = w.user_id
    where w.conversation_id = ${conversation} and w.user_id <> ${me} and w.until > clock_timestamp()
    order by w.doing desc, u.name limit 20`.execute(work.db);
  const draft = await sql<{ version: number }>`
    select version from conversation_drafts where conversation_id = ${conversation}`.execute(work.db);
  const visitors = await visitorsTyping(work.db, conversation);
  return { data: [...visitors, ...rows], draft: draft.rows[0]?.version ?? null };
}

/** Forgets those who went without a word. */
export async function forgetWatchers(db: Database): Promise<void> {
  await sql`delete from conversation_watchers where until < now() - interval '1 minute'`.execute(db);
}
