import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Work } from "#records";
import type { DuplicateDecision } from "../contract/duplicates.ts";
import { pairsAsSeen, storedPair } from "./pairs.ts";
import { thresholdsOf } from "./thresholds.ts";

/** Days for which a question is put off. */
const putOffFor = 7;

/** Remembers what the actor says of two that may be the same: that they are not, or that it is to be asked later. */
export async function decide(work: Work, id: string, decision: DuplicateDecision): Promise<void> {
  await assertMayDecide(work, id);
  await sql`update duplicate_pairs set decision = ${decision}, decided_at = ${work.now}, decided_by = ${work.actor.userId}::uuid,
      until = case when ${decision} = 'later'
        then (${work.now}::timestamptz at time zone ${work.actor.timeZone})::date + ${putOffFor}::int end
    where id = ${id}::uuid`.execute(work.db);
}

/** Takes it back. */
export async function reopen(work: Work, id: string): Promise<void> {
  await assertMayDecide(work, id);
  await sql`update duplicate_pairs set decision = null, decided_at = null, decided_by = null, until = null
    where id = ${id}::uuid`.execute(work.db);
}

async function assertMayDecide(work: Work, id: string): Promise<void> {
  const stored = await storedPair(work, id);
  const [pair] = stored ? await pairsAsSeen(work, [stored]) : [];
  const { ask } = await thresholdsOf(work);
  // Who does not see by what two are alike does not see the pair.
  if (!pair || pair.score < ask) throw new AppError("not_found");
  if (!pair.mine) throw new AppError("not_allowed");
}
