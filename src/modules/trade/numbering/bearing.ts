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
  const numbers = await nextNumbers(work, { ...of, count: bare.length });
  for (const [at, { values }] of bare.entries()) values["number"] = numbers[at];
}
