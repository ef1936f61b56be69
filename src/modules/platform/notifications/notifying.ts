import { newId } from "#kernel/id";
import type { Work } from "#records";
import { type NotificationKind, platformEvents } from "../contract/index.ts";

export interface About {
  /** The record it is about, opened by a click. */
  readonly object?: string;
  readonly id?: string;
  /** What the text names, such as the title of the record. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** Told a second time under the same word (by an event that came twice), nothing happens. */
  readonly once?: string;
}

/** Tells users something, in the transaction of what it is about. Their lists show it at once. */
export async function notify(
  work: Work,
  userIds: readonly string[],
  kind: NotificationKind,
  about: About = {},
): Promise<void> {
  const told = [...new Set(userIds)];
  if (told.length === 0) return;
  const rows = told.map((userId) => ({
    id: newId(),
    user_id: userId,
    kind,
    object: about.object ?? null,
    record_id: about.id ?? null,
    params: JSON.stringify(about.params ?? {}),
    once: about.once ?? null,
  }));
  const made = await work.db
    .insertInto("notifications")
    .values(rows)
    .onConflict((conflict) => conflict.columns(["user_id", "once"]).doNothing())
    .returning("user_id")
    .execute();
  if (made.length > 0)
    work.emit({ name: platformEvents.notified, object: "user", records: made.map((row) => row.user_id) });
}
