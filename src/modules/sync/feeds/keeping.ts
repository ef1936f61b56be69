import { sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { hashOf, newToken } from "#platform";
import { note, type Runtime, type Work } from "#records";
import type { FeedKind, listFeeds } from "../contract/index.ts";
import { userAtScreen } from "../own-access.ts";

/** One's own living feeds. */
export async function feedsOf(work: Work): Promise<OutputOf<typeof listFeeds>> {
  const rows = await work.db
    .selectFrom("calendar_feeds")
    .select(["kind", "created_at", "last_used_at"])
    .where("user_id", "=", userAtScreen(work))
    .where("revoked_at", "is", null)
    .orderBy("id")
    .execute();
  return {
    data: rows.map((row) => ({
      kind: row.kind as FeedKind,
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at?.toISOString() ?? null,
    })),
  };
}

/** Makes the secret address of a feed, in place of the one before; it is in the answer and nowhere else. */
export async function makeFeed(
  work: Work,
  { settings }: Runtime,
  kind: FeedKind,
): Promise<{ address: string }> {
  await endFeed(work, kind);
  const secret = newToken();
  await work.db
    .insertInto("calendar_feeds")
    .values({ user_id: userAtScreen(work), kind, hash: hashOf(secret) })
    .execute();
  await note(work, { kind: "feed_made", details: { name: kind } });
  return { address: new URL(`/api/feeds/${secret}.ics`, settings.baseUrl).href };
}

/** Throws `not_found`. */
export async function revokeFeed(work: Work, kind: FeedKind): Promise<void> {
  if (!(await endFeed(work, kind))) throw new AppError("not_found");
  await note(work, { kind: "feed_revoked", details: { name: kind } });
}

async function endFeed(work: Work, kind: FeedKind): Promise<boolean> {
  const { rows } = await sql`update calendar_feeds set revoked_at = ${work.now}
    where user_id = ${userAtScreen(work)}::uuid and kind = ${kind} and revoked_at is null returning id`.execute(
    work.db,
  );
  return rows.length > 0;
}
