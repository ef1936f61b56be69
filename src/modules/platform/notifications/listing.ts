import type { OutputOf, QueryOf } from "#kernel/action";
import type { Work } from "#records";
import type { listNotifications, Notification } from "../contract/index.ts";
import { userIdOf } from "../me/profile.ts";

/** What the actor was told, newest first. */
export async function myNotifications(
  work: Work,
  { limit, cursor }: QueryOf<typeof listNotifications>,
): Promise<OutputOf<typeof listNotifications>> {
  const userId = userIdOf(work);
  const rows = await work.db
    .selectFrom("notifications")
    .selectAll()
    .where("user_id", "=", userId)
    .$if(cursor !== undefined, (query) => query.where("id", "<", cursor ?? ""))
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  const { unread } = await work.db
    .selectFrom("notifications")
    .select((select) => select.fn.countAll<string>().as("unread"))
    .where("user_id", "=", userId)
    .where("read_at", "is", null)
    .executeTakeFirstOrThrow();
  const shown = rows.slice(0, limit);
  return {
    data: shown.map((row) => ({
      id: row.id,
      kind: row.kind as Notification["kind"],
      object: row.object,
      recordId: row.record_id,
      params: row.params as Notification["params"],
      at: row.created_at.toISOString(),
      read: row.read_at !== null,
    })),
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    unread: Number(unread),
  };
}

/** Marks as read what the actor was told: the notifications named, or all. */
export async function markRead(work: Work, ids: readonly string[] | undefined): Promise<void> {
  await work.db
    .updateTable("notifications")
    .set({ read_at: work.now })
    .where("user_id", "=", userIdOf(work))
    .where("read_at", "is", null)
    .$if(ids !== undefined, (query) => query.where("id", "in", ids ?? []))
    .execute();
}
