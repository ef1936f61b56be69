import { sql } from "kysely";
import type { Draft, Work } from "#records";
import { nextNumbers } from "./next-number.ts";

/** Gives new documents that have none their numbers. */
export async function giveNumbers(
  work: Work,
  drafts: readonly Draft[],
  of: { readonly series: string; readonly table: string },
): Promise<void> {
  const bare = drafts.filter(({ before, values }) => before === null && !values["number"]);
  if (bare.length === 0) return;
  const taken = (unit: Work, numbers: readonly string[]) => numbersIn(unit, of.table, numbers);
  const numbers = await nextNumbers(work, { series: of.series, count: bare.length, taken });
  for (const [at, { values }] of bare.entries()) values["number"] = numbers[at];
}

async function numbersIn(work: Work, table: string, numbers: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ number: string }>`
    select number from ${sql.table(table)} where number = any(${numbers}::text[])`.execute(work.db);
  return rows.map(({ number }) => number);
}
