import { sql } from "kysely";
import type { Work } from "#records";
import { type PartyKind, weakestQuestion } from "../contract/duplicates.ts";
import { type Block, blocksOf } from "./blocking.ts";
import { evidenceOf, scoreOf } from "./comparing.ts";
import { factsOf, type KnownFacts } from "./facts.ts";

/** As many parties as are looked at in one unit of work. */
export const mostAtOnce = 5000;

interface Pair extends Block {
  readonly score: number;
}

/**
 * Compares the parties with all those with whom they have something in common, and keeps the pairs that may be the same in
 * place of those kept of them before. What somebody decided stays. At most `mostAtOnce`; `later` as in `blocksOf`.
 */
export async function findDuplicatesOf(
  work: Work,
  ids: readonly string[],
  { later = false } = {},
): Promise<void> {
  const blocks = await blocksOf(work, ids, { later });
  const facts = await factsOfAll(work, blocks);
  const pairs = blocks.flatMap((block): Pair[] => {
    const [left, right] = [facts.get(block.left), facts.get(block.right)];
    if (!left || !right) return [];
    const score = scoreOf(block.kind, evidenceOf(left, right));
    return score >= weakestQuestion ? [{ ...block, score }] : [];
  });
  await keepPairs(work, ids, pairs, later);
}

async function factsOfAll(work: Work, blocks: readonly Block[]): Promise<Map<string, KnownFacts>> {
  const facts = new Map<string, KnownFacts>();
  for (const [kind, some] of Map.groupBy(blocks, (block): PartyKind => block.kind)) {
    const ids = new Set(some.flatMap(({ left, right }) => [left, right]));
    for (const [id, one] of await factsOf(work, kind, [...ids])) facts.set(id, one);
  }
  return facts;
}

// In the order of their ids, so that two who find the same at once do not wait for each other in a ring.
async function keepPairs(
  work: Work,
  ids: readonly string[],
  pairs: readonly Pair[],
  later: boolean,
): Promise<void> {
  const found = sql`jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb)
    as found (kind text, "left" uuid, "right" uuid, score real)`;
  await sql`delete from duplicate_pairs where id in (
    select d.id from duplicate_pairs d
    where d.decision is null
      and (d.left_id = any(${ids}::uuid[]) ${later ? sql`` : sql`or d.right_id = any(${ids}::uuid[])`})
      and not exists (select 1 from ${found} where found.left = d.left_id and found.right = d.right_id)
    order by d.left_id, d.right_id for update)`.execute(work.db);
  if (pairs.length === 0) return;
  await sql`insert into duplicate_pairs (kind, left_id, right_id, score)
    select found.kind, found.left, found.right, found.score from ${found} order by 2, 3
    on conflict (left_id, right_id) do update set score = excluded.score
      where duplicate_pairs.score is distinct from excluded.score`.execute(work.db);
}
