import { type RawBuilder, type SqlBool, sql } from "kysely";
import { isoInstant, visibleWhere, type Work } from "#records";
import type { DuplicatePage, DuplicatePair, PairsQuery, PartyKind } from "../contract/duplicates.ts";
import { evidenceOf, scoreOf } from "./comparing.ts";
import { factsOf, type KnownFacts } from "./facts.ts";
import { thresholdsOf } from "./thresholds.ts";

export interface StoredPair {
  readonly id: string;
  readonly kind: PartyKind;
  readonly left: string;
  readonly right: string;
  readonly score: number;
  readonly foundAt: string;
  readonly decision: DuplicatePair["decision"];
  readonly until: string | null;
}

/** How often more is read where the reader sees too little of what was read. */
const mostRounds = 5;

/**
 * Pairs of which the actor may read both, the likest first. What they are alike in is reckoned of the fields that the actor
 * sees: who does not see by what two are alike does not see the pair.
 */
export async function listPairs(work: Work, query: PairsQuery): Promise<DuplicatePage> {
  const { ask } = await thresholdsOf(work);
  const data: DuplicatePair[] = [];
  let after = query.after;
  for (let round = 0; round < mostRounds; round++) {
    const rows = await storedPairs(work, { ...query, after, ask });
    const page = rows.slice(0, query.limit);
    const told = (await pairsAsSeen(work, page)).filter(({ score }) => score >= ask);
    // Read once more: a page is never longer than was asked for, and ends where the next begins.
    const taken = told.slice(0, query.limit - data.length);
    data.push(...taken);
    const isCut = taken.length < told.length;
    const last = isCut ? page.find(({ id }) => id === taken.at(-1)?.id) : page.at(-1);
    if (!isCut && rows.length <= query.limit) return { data, next: null };
    after = last ? `${last.score}_${last.id}` : after;
    if (data.length === query.limit) break;
  }
  return { data, next: after ?? null };
}

interface Asked extends PairsQuery {
  readonly ask: number;
}

async function storedPairs(work: Work, { object, state, limit, after, ask }: Asked): Promise<StoredPair[]> {
  const [score, id] = after?.split("_") ?? [];
  const conditions = [
    stateCondition(work, state),
    sql<SqlBool>`d.score >= ${ask}::real`,
    seenPair(work),
    ...(object ? [sql<SqlBool>`d.kind = ${object}`] : []),
    ...(id ? [sql<SqlBool>`(d.score, d.id) < (${score}::real, ${id}::uuid)`] : []),
  ];
  const { rows } = await sql<StoredPair>`${selection(work)} where ${sql.join(conditions, sql` and `)}
    order by d.score desc, d.id desc limit ${limit + 1}`.execute(work.db);
  return rows;
}

/** The pair, where the actor may read both. */
export async function storedPair(work: Work, id: string): Promise<StoredPair | undefined> {
  const { rows } =
    await sql<StoredPair>`${selection(work)} where d.id = ${id}::uuid and ${seenPair(work)}`.execute(work.db);
  return rows[0];
}

function selection(work: Work): RawBuilder<unknown> {
  const holds = sql`d.decision = 'not_duplicate' or d.until > ${today(work)}`;
  return sql`select d.id, d.kind, d.left_id as left, d.right_id as right, d.score, ${isoInstant(sql`d.found_at`)} as "foundAt",
      case when ${holds} then d.decision end as decision, case when ${holds} then d.until::text end as until
    from duplicate_pairs d join parties l on l.id = d.left_id join parties r on r.id = d.right_id`;
}

function stateCondition(work: Work, state: PairsQuery["state"]): RawBuilder<SqlBool> {
  if (state === "not_duplicate") return sql<SqlBool>`d.decision = 'not_duplicate'`;
  if (state === "later") return sql<SqlBool>`d.until > ${today(work)}`;
  return sql<SqlBool>`(d.decision is null or d.until <= ${today(work)})`;
}

/** The day that it is for the actor. */
function today(work: Work): RawBuilder<unknown> {
  return sql`(${work.now}::timestamptz at time zone ${work.actor.timeZone})::date`;
}

function seenPair(work: Work): RawBuilder<SqlBool> {
  const seen = (alias: string) => sql<SqlBool>`${sql.ref(`${alias}.archived_at`)} is null
    and case d.kind when 'person' then ${visibleWhere(work, "person", alias)} else ${visibleWhere(work, "company", alias)} end`;
  return sql<SqlBool>`${seen("l")} and ${seen("r")}`;
}

/** The pairs as the actor may see them. */
export async function pairsAsSeen(work: Work, pairs: readonly StoredPair[]): Promise<DuplicatePair[]> {
  const facts = new Map<string, KnownFacts>();
  for (const [kind, some] of Map.groupBy(pairs, (pair) => pair.kind)) {
    const ids = new Set(some.flatMap(({ left, right }) => [left, right]));
    for (const [id, one] of await factsOf(work, kind, [...ids])) facts.set(id, one);
  }
  return pairs.flatMap(({ left, right, kind, ...pair }) => {
    const [one, other] = [facts.get(left), facts.get(right)];
    if (!one || !other) return [];
    const evidence = evidenceOf(one, other);
    return [
      {
        ...pair,
        object: kind,
        score: scoreOf(kind, evidence),
        evidence,
        left: { id: left, title: one.title },
        right: { id: right, title: other.title },
        mine: one.mine || other.mine,
        bothMine: one.mine && other.mine,
      },
    ];
  });
}
