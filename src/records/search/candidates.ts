import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import { acrossLinks } from "../reading/across-links.ts";
import { knownField, targetOf } from "../reading/field-path.ts";
import { ask, compiled, kept, place } from "../reading/kept-queries.ts";
import { titleExpression } from "../reading/title.ts";
import { faceCondition } from "../reading/face.ts";
import { conjunction, visibility } from "../reading/visibility.ts";
import type { Work } from "../work.ts";
import { askedQueries, asPlaces } from "./asked-queries.ts";
import type { Reading } from "./asked-words.ts";
import { newestRows } from "./newest.ts";
import { placesOf, textIn } from "./search-places.ts";
import { foundCondition, type Looking, quickCondition, wordsCondition } from "./words-condition.ts";

/** A record in which the words stand. */
export interface Candidate {
  readonly object: string;
  readonly id: string;
  readonly title: string | null;
  /** By name of the searched fields that the actor may see. */
  readonly texts: Readonly<Record<string, string | null>>;
  /** What the record that it belongs to is called: the customer of a task. */
  readonly belongsTo: string | null;
  /** 0: the title begins with them, as whole words; 1: as whole words; 2: the title begins with them; 3: any other way. */
  readonly rank: number;
  /** The actor's own. */
  readonly own: boolean;
}

/**
 * At most `limit` records of each object, 20 at most, best first. An index that looks up the beginning of a word reads all that
 * begin with it: 40 ms for the 50,000 of a million people in whom "smi" begins something. What so many have is met among
 * the newest and one's own, which are looked through first (1 ms); the index is asked where these do not fill the
 * answer, and then for what is rare.
 */
export async function candidates(
  work: Work,
  objects: readonly CatalogueObject[],
  readings: readonly Reading[],
  limit: number,
): Promise<Candidate[]> {
  const near = await answers(work, objects, readings, { limit, kind: "newest" });
  const unfilled = near.filter(
    ({ large, met }) => large && met.slice(0, limit).filter(isWhole).length < limit,
  );
  const [begun, whole] = [false, true].map((isFilled) =>
    unfilled
      .filter(({ met }) => met.length >= limit === isFilled)
      .map(({ object }) => work.catalogue.object(object)),
  );
  const far = [
    ...(await answers(work, begun ?? [], readings, { limit, kind: "index" })),
    ...(await answers(work, whole ?? [], readings, { limit, kind: "whole" })),
  ];
  return near.flatMap(({ object, met }) => {
    const further = far.find((one) => one.object === object)?.met ?? [];
    const all = new Map([...met, ...further].map((one) => [one.id, { ...one, object }]));
    return [...all.values()].sort(byRank).slice(0, limit);
  });
}

type Met = Omit<Candidate, "object">;

interface Answer {
  readonly object: string;
  /** There are more than the newest. */
  readonly large: boolean;
  readonly met: readonly Met[];
}

function isWhole({ rank }: Met): boolean {
  return rank < 2;
}

function byRank(one: Met, other: Met): number {
  return one.rank - other.rank || Number(other.own) - Number(one.own) || (one.id < other.id ? 1 : -1);
}

/** Where is looked: among the newest, in the index, in the index for whole words alone. */
const parts = { newest: amongNewest, index: inIndex, whole: wholeInIndex } as const;

/** One statement for all the objects, kept for the actor: only the words differ. */
async function answers(
  work: Work,
  objects: readonly CatalogueObject[],
  readings: readonly Reading[],
  { limit, kind }: { limit: number; kind: keyof typeof parts },
): Promise<readonly Answer[]> {
  if (objects.length === 0) return [];
  const asked = objects.map((object) => ({ object, asked: askedQueries(work, object, readings) }));
  const shape = asked.map((one) => [one.object.name, isAskedByWord(work, one.object) && one.asked.shape]);
  const query = kept(work, `search ${kind} ${JSON.stringify(shape)}`, (making) => {
    const looking = asked.map((one) => ({ ...one, work: making, alias: "t", text: asPlaces }));
    const all = looking.map((one) => sql`(${parts[kind](one)})`);
    return compiled(making, sql<Answer>`${sql.join(all, sql` union all `)}`);
  });
  return ask(work, query, { limit, ...Object.assign({}, ...asked.map((one) => one.asked.texts)) });
}

function isAskedByWord(work: Work, object: CatalogueObject): boolean {
  return placesOf(work, object).some(({ own }) => own);
}

// In a small table all rows are looked through, and tried by everything; in a large one by what is tried quickly, and the
// index is asked for the rest: for fields with an index of their own, and for other ways to a record.
function amongNewest(looking: Looking): RawBuilder<unknown> {
  const { work, object } = looking;
  const { columns, own, best } = shapeOf(looking);
  const table = sql.table(object.table);
  const seen = conjunction([
    inUse(object),
    visibility(work, object, "t"),
    sql<SqlBool>`(${quickCondition(looking)} or not (select large from size) and ${foundCondition(looking)})`,
  ]);
  const mine =
    own &&
    sql`union (select ${columns} from (select * from ${table} as t where ${own} and (select large from size)
      order by t.updated_at desc limit 300) as t where ${seen} ${best})`;
  return sql`with size as materialized (
      select exists (select from ${table} as t order by t.id desc offset 1000 limit 1) as large
    ), met as (
      (select ${columns} from ${newestRows(object, sql`1000`)} where ${seen} ${best}) ${mine ?? sql``}
    )
    select ${object.name}::text as object, (select large from size) as large, ${told(looking, best)} as met`;
}

// Whole words first: of two words that begin much, an index reads all that begin so (40 ms of a million), but of whole
// ones only what has both. The limit is not stated as a number: for a small one the planner would rather read the table.
function inIndex(looking: Looking): RawBuilder<unknown> {
  const few = sql<SqlBool>`(select count(*) from whole) < ${place("limit")}::int`;
  const begun = rowsWhere(looking, conjunction([foundCondition(looking), few]));
  return foundInIndex(looking, sql`select * from whole union select * from (${begun}) as begun`);
}

function wholeInIndex(looking: Looking): RawBuilder<unknown> {
  return foundInIndex(looking, sql`select * from whole`);
}

function foundInIndex(looking: Looking, met: RawBuilder<unknown>): RawBuilder<unknown> {
  const whole = rowsWhere(looking, wordsCondition(looking, "whole"));
  return sql`with whole as materialized (${whole}), met as (${met})
    select ${looking.object.name}::text as object, true as large, ${told(looking, shapeOf(looking).best)} as met`;
}

function rowsWhere(looking: Looking, condition: RawBuilder<SqlBool>): RawBuilder<unknown> {
  const { work, object } = looking;
  return sql`select ${shapeOf(looking).columns} from ${sql.table(object.table)} as t
    where ${conjunction([inUse(object), visibility(work, object, "t"), condition])} limit (select 200)`;
}

interface Shape {
  readonly columns: RawBuilder<unknown>;
  /** The condition that the record is the actor's own; absent where nobody owns any. */
  readonly own: RawBuilder<SqlBool> | undefined;
  readonly best: RawBuilder<unknown>;
}

function shapeOf(looking: Looking): Shape {
  const { work, object } = looking;
  const [whole, title] = [quickCondition(looking, "whole"), quickCondition(looking, "title")];
  const own =
    object.owned && work.actor.userId ? sql<SqlBool>`t.owner_id = ${work.actor.userId}::uuid` : undefined;
  const rank = sql`case when ${whole} then case when ${title} then 0 else 1 end when ${title} then 2 else 3 end`;
  return {
    columns: sql`t.id, ${rank} as rank, ${own ? sql`coalesce(${own}, false)` : sql`false`} as own`,
    own,
    best: sql`order by rank, own desc, id desc limit 20`,
  };
}

function inUse(object: CatalogueObject): RawBuilder<SqlBool> {
  return conjunction([faceCondition(object, "t"), sql<SqlBool>`t.archived_at is null`]);
}

function told({ work, object }: Looking, best: RawBuilder<unknown>): RawBuilder<unknown> {
  const texts = placesOf(work, object).map(
    (place) => sql`${place.field}::text, ${textIn(work, object, place, "t")}`,
  );
  return sql`coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'title', ${titleExpression(work, object, "t")},
      'texts', jsonb_build_object(${sql.join(texts)}), 'belongsTo', ${ownerTitle(work, object)}, 'rank', best.rank, 'own', best.own))
    from (select * from met ${best}) as best join ${sql.table(object.table)} as t on t.id = best.id), '[]')`;
}

// Of what a list shows of it, the first that is a link.
function ownerTitle(work: Work, object: CatalogueObject): RawBuilder<unknown> {
  for (const name of object.columns) {
    const field = knownField(work, object, name);
    const target = field?.type === "link" ? targetOf(work, field) : undefined;
    if (!field || !target) continue;
    const hop = { from: object, name, field, to: target };
    return sql`left((${acrossLinks(work, [hop], "t", (last) => titleExpression(work, target, last))})::text, 200)`;
  }
  return sql`null::text`;
}
