import { sql } from "kysely";
import type { Runtime } from "#records";
import { sweepIncoming } from "./files/sweeping.ts";

/** Every night: what has run out is removed. */
export async function sweep(runtime: Runtime): Promise<void> {
  const { database } = runtime;
  await database.deleteFrom("auth.session").where("expiresAt", "<", sql<Date>`now()`).execute();
  await database.deleteFrom("auth.verification").where("expiresAt", "<", sql<Date>`now()`).execute();
  await database
    .deleteFrom("auth.attempts")
    .where("since", "<", sql<Date>`now() - interval '1 day'`)
    .execute();
  await database
    .deleteFrom("notifications")
    .where("created_at", "<", sql<Date>`now() - interval '180 days'`)
    .execute();
  await database.deleteFrom("kept_answers").where("at", "<", sql<Date>`now() - interval '1 day'`).execute();
  await sweepIncoming(runtime);
}
