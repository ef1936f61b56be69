import type { OutputOf, QueryOf } from "#kernel/action";
import { visibleField, visibleIds, type Work } from "#records";
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
  const named = await recordsToName(work, shown);
  return {
    data: shown.map((row) => ({
      id: row.id,
      kind: row.kind as Notification["kind"],
      object: row.object,
      recordId: row.record_id,
      params: paramsOf(row, named),
      at: row.created_at.toISOString(),
      read: row.read_at !== null,
    })),
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    unread: Number(unread),
  };
}

interface Told {
  readonly object: string | null;
  readonly record_id: string | null;
  readonly params: unknown;
}

/** The records told of whose title the actor may still read: rights change, and a key has fewer than its user. */
async function recordsToName(work: Work, rows: readonly Told[]): Promise<ReadonlySet<string>> {
  const named = new Set<string>();
  for (const [name, told] of Map.groupBy(rows, (row) => row.object ?? "")) {
    const object = work.catalogue.objects.get(name);
    if (!object || !visibleField(work, object, object.title)) continue;
    const ids = told.flatMap((row) => row.record_id ?? []);
    for (const id of await visibleIds(work, name, [...new Set(ids)])) named.add(id);
  }
  return named;
}

function paramsOf(row: Told, named: ReadonlySet<string>): Notification["params"] {
  const params = row.params as Notification["params"];
  if (row.object === null || (row.record_id !== null && named.has(row.record_id))) return params;
  return "title" in params ? { ...params, title: "…" } : params;
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
