import type { Draft, ObjectRules, Work } from "#records";
import { begin } from "../documents/beginning.ts";
import { giveNumbers } from "../numbering/bearing.ts";

export const quoteRules: ObjectRules = {
  prepare: settle,
};

async function settle(work: Work, drafts: readonly Draft[]): Promise<void> {
  await begin(work, drafts);
  await giveNumbers(work, drafts, { series: "quote", table: "quotes" });
  for (const { before, values } of drafts) if (before === null) values["base_number"] ??= values["number"];
}
