import { createHash } from "node:crypto";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Database } from "#records";

export interface Limit {
  /** What is counted: the door, and who knocks. */
  readonly key: readonly string[];
  readonly most: number;
  readonly seconds: number;
}

/** Counts an attempt against each limit; throws `too_many_requests` with the seconds to wait. */
export async function countAttempt(database: Database, limits: readonly Limit[]): Promise<void> {
  for (const limit of limits) {
    const wait = await secondsToWait(database, limit);
    if (wait > 0)
      throw new AppError("too_many_requests", { params: { seconds: wait }, extra: { retry_after: wait } });
  }
}

/** It went well: what was counted is taken back. */
export async function forgiveAttempts(database: Database, limits: readonly Limit[]): Promise<void> {
  await database.deleteFrom("auth.attempts").where("key", "in", limits.map(keyOf)).execute();
}

async function secondsToWait(database: Database, limit: Limit): Promise<number> {
  const span = sql`make_interval(secs => ${limit.seconds})`;
  const { rows } = await sql<{ count: number; wait: number }>`
    insert into auth.attempts as counted (key, count) values (${keyOf(limit)}, 1)
    on conflict (key) do update set
      count = case when counted.since < now() - ${span} then 1 else counted.count + 1 end,
      since = case when counted.since < now() - ${span} then now() else counted.since end
    returning count, ceil(extract(epoch from since + ${span} - now()))::int as wait`.execute(database);
  const counted = rows[0];
  return counted && counted.count > limit.most ? Math.max(1, counted.wait) : 0;
}

// Hashed, so that the table neither grows with what a caller sends nor lists addresses of mail.
function keyOf(limit: Limit): string {
  return createHash("sha256").update(limit.key.join("\u0000")).digest("base64url");
}
