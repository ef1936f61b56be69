import { sql } from "kysely";
import { vi } from "vitest";
import type { Runtime } from "#records";

/** Until a subscriber has heard all that has happened so far. */
export async function untilHeard({ database }: Pick<Runtime, "database">, subscriber: string): Promise<void> {
  await vi.waitFor(async () => {
    const { rows } = await sql<{ heard: boolean }>`
      select not exists (select from events e where (e.transaction, e.sequence) > (c.transaction, c.sequence)) as heard
      from event_cursors c where c.subscriber = ${subscriber}`.execute(database);
    if (!rows[0]?.heard) throw new Error(`${subscriber} has not heard the outbox to its end`);
  }, 45_000);
}
