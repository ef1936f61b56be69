import { type RawBuilder, sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import type { Count } from "../contract/index.ts";
import { askAgain } from "../search/asking-again.ts";
import { newestRows } from "../search/newest.ts";
import type { Work } from "../work.ts";
import { asksByWords, type Question, questionCondition } from "./rows-asked-for.ts";

const exactBound = 20_000;

/** How many rows a question finds: counted up to 20,000, beyond that as the planner estimates. */
export function countOf(work: Work, object: CatalogueObject, question: Question): Promise<Count> {
  return askAgain(
    work,
    question,
    (asking, asked) => countAsked(asking, object, asked),
    ({ value }) => value === 0,
  );
}

async function countAsked(work: Work, object: CatalogueObject, question: Question): Promise<Count> {
  const many = asksByWords(object, question.search) && (await countByTheNewest(work, object, question));
  if (many) return many;
  const rows = sql`from ${sql.table(object.table)} as t where ${questionCondition(work, object, "t", question)}`;
  const counted = await sql<{
    count: string;
  }>`select count(*) as count from (select 1 ${rows} limit ${exactBound + 1}) c`.execute(work.db);
  const value = Number(counted.rows[0]?.count ?? 0);
  if (value <= exactBound) return { value, exact: true };
  return { value: Math.max(value, await estimate(work, rows)), exact: false };
}

const looked = 3000;
const enough = 100;

/**
 * How many there are of what one in thirty has: counted among the newest, for the index of words would read all of
 * them. Undefined where it is rarer.
 */
async function countByTheNewest(
  work: Work,
  object: CatalogueObject,
  question: Question,
): Promise<Count | undefined> {
  const { rows } = await sql<{ all: string; met: string }>`
    select count(*) as all, count(*) filter (where ${questionCondition(work, object, "t", question)}) as met
    from ${newestRows(object, sql<number>`${looked}`)}`.execute(work.db);
  const [all, met] = [Number(rows[0]?.all), Number(rows[0]?.met)];
  if (all < looked) return { value: met, exact: true };
  if (met < enough) return undefined;
  const there = await estimate(work, sql`from ${sql.table(object.table)}`);
  return { value: Math.max(met, Math.round((there * met) / all)), exact: false };
}

async function estimate(work: Work, rows: RawBuilder<unknown>): Promise<number> {
  const plan = await sql<{
    "QUERY PLAN": [{ Plan: { "Plan Rows": number } }];
  }>`explain (format json) select 1 ${rows}`.execute(work.db);
  return plan.rows[0]?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? 0;
}
