import { sql } from "kysely";
import type { Runtime } from "#records";

/** Days for which the log is kept. */
const keptDays = 30;

/** Removes what the log keeps no longer; what still waits stays. */
export async function sweepWebhookLog({ database }: Runtime): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      delete from webhook_deliveries where id in (
        select id from webhook_deliveries
        where created_at < now() - ${keptDays} * interval '1 day' and (state <> 'waiting' or next_try_at is null)
        limit 5000)
      returning id`.execute(database);
    if (rows.length < 5000) return;
  }
}
