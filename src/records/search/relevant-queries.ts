import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import { ask, compiled, kept, place } from "../reading/kept-queries.ts";
import { type Question, questionCondition } from "../reading/rows-asked-for.ts";
import { conjunction } from "../reading/visibility.ts";
import type { Work } from "../work.ts";
import { type AskedQueries, askedQueries, asPlaces } from "./asked-queries.ts";
import type { Reading } from "./asked-words.ts";
import { newestRows } from "./newest.ts";
import { foundCondition, wordsCondition } from "./words-condition.ts";

/** Which of the records found: all, those that have the words as whole words, those in which words only begin with them. */
export type Part = "any" | "whole" | "begun";

/** What was met among the newest. */
export interface Seen {
  /** In their order. */
  readonly ids: readonly string[];
  /** Those of them that have the words as whole words. */
  readonly whole: readonly string[];
  /** How many rows were looked at. */
  readonly looked: number;
}

export interface RelevantQueries {
  /** Looks through the newest rows after the id, `most` at most, until `limit` are met. */
  look(part: Part, walk: { after: string | null; limit: number; most: number }): Promise<Seen>;
  /** Asks the index for all of them, and answers the newest. */
  all(part: Part, page: { after: string | null; limit: number }): Promise<readonly string[]>;
}

/** The queries that find records of `object` by words. Kept for the actor: only the words differ. */
export function relevantQueries(
  work: Work,
  object: CatalogueObject,
  question: Question,
  readings: readonly Reading[],
): RelevantQueries {
  const asked = askedQueries(work, object, readings);
  const { filter, archived } = question;
  const keptQuery = <R>(kind: Kind, part: Part, after: string | null, make: MakeQuery<R>) => {
    const key = [kind, part, object.name, filter, archived, after === null, asked.shape];
    return kept(work, `found ${JSON.stringify(key)}`, (making) => {
      const conditions = conditionsOf({ work: making, object, asked, kind }, { filter, archived });
      return compiled(making, make(conditions[part], conditions.whole, after === null ? undefined : isAfter));
    });
  };
  return {
    async look(part, { after, limit, most }) {
      const query = keptQuery("newest", part, after, (condition, whole, further) =>
        newestOf(object, { condition, whole, further }),
      );
      const rows = await ask(work, query, { ...asked.texts, after, limit, most });
      return {
        ids: rows.map(({ id }) => id),
        whole: rows.filter((row) => row.whole).map(({ id }) => id),
        looked: rows.length === limit ? Number(rows.at(-1)?.place) : most,
      };
    },
    async all(part, { after, limit }) {
      const query = keptQuery("all", part, after, (condition, _whole, further) =>
        allOf(object, conjunction([condition, further])),
      );
      return (await ask(work, query, { ...asked.texts, after, limit })).map(({ id }) => id);
    },
  };
}

/** Whether the newest are looked through, or all are asked for. */
type Kind = "newest" | "all";

type MakeQuery<R> = (
  condition: RawBuilder<SqlBool>,
  whole: RawBuilder<SqlBool>,
  further: RawBuilder<SqlBool> | undefined,
) => RawBuilder<R>;

const isAfter = sql<SqlBool>`t.id < ${place("after")}::uuid`;

interface Finding {
  readonly work: Work;
  readonly object: CatalogueObject;
  readonly asked: AskedQueries;
  readonly kind: Kind;
}

function conditionsOf(
  { work, object, asked, kind }: Finding,
  question: Question,
): Record<Part, RawBuilder<SqlBool>> {
  const rowByRow = kind === "newest" && ({ rowByRow: true } as const);
  const looking = { work, object, alias: "t", asked, text: asPlaces, ...rowByRow };
  const inQuestion = questionCondition(work, object, "t", question);
  const any = conjunction([inQuestion, foundCondition(looking)]);
  const whole = conjunction([inQuestion, wordsCondition(looking, "whole")]);
  return { any, whole, begun: sql<SqlBool>`${any} and (${whole}) is not true` };
}

function newestOf(
  object: CatalogueObject,
  {
    condition,
    whole,
    further,
  }: { condition: RawBuilder<SqlBool>; whole: RawBuilder<SqlBool>; further: RawBuilder<SqlBool> | undefined },
): RawBuilder<{ id: string; whole: boolean; place: string }> {
  const newest = newestRows(object, place<number>("most"), further);
  return sql`select t.id, (${whole}) as whole, t.place
    from (select t.*, row_number() over () as place from ${newest}) as t
    where ${condition} limit ${place("limit")}`;
}

// Picked first, then put in order: else the planner walks the index of the order, for seconds where there are few.
function allOf(object: CatalogueObject, condition: RawBuilder<SqlBool>): RawBuilder<{ id: string }> {
  return sql`select id from (select t.id from ${sql.table(object.table)} as t where ${condition} offset 0) as found
    order by id desc limit ${place("limit")}`;
}
