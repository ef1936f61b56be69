import { AppError } from "#kernel/error";
import { dayIn } from "#kernel/period";
import type { Draft, ObjectRules, Work } from "#records";
import { begin } from "../documents/beginning.ts";
import { giveNumbers } from "../numbering/bearing.ts";

export const orderRules: ObjectRules = {
  prepare: settle,
};

async function settle(work: Work, drafts: readonly Draft[]): Promise<void> {
  await begin(work, drafts);
  await giveNumbers(work, drafts, { series: "order", table: "orders" });
  const today = dayIn(work.actor.timeZone, work.now);
  for (const { before, values } of drafts) {
    if (before !== null) continue;
    values["ordered_on"] ??= today;
    values["state"] ??= work.source === "import" ? "completed" : "draft";
    if (work.source === "import") values["origin"] = "import";
    // What was agreed and handed over elsewhere comes by an import; here an order goes its way step by step.
    else if (values["state"] !== "draft" && !values["confirmed_at"])
      throw new AppError("field_invalid", { field: "state" });
  }
}
