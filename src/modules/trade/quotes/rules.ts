import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { businessDay, type Draft, type ObjectRules, valueOf, type Work } from "#records";
import { begin } from "../documents/beginning.ts";
import { quoteKind } from "../documents/kinds.ts";
import { keepCurrency, keepSums } from "../documents/rules.ts";
import { giveNumbers } from "../numbering/bearing.ts";
import { quoteSettings } from "./quote-settings.ts";

export const quoteRules: ObjectRules = {
  prepare: settle,
  followUp: (work, drafts) => keepSums(work, quoteKind, drafts),
  moved: async (work, ids, into) => {
    if (into === "bin") await refuseSettled(work, ids);
  },
};

async function settle(work: Work, drafts: readonly Draft[]): Promise<void> {
  await keepCurrency(work, quoteKind, drafts);
  await begin(work, drafts);
  await giveNumbers(work, drafts, { series: "quote", table: "quotes" });
  const { valid_days } = await quoteSettings(work);
  for (const draft of drafts) {
    if (draft.before === null) {
      draft.values["base_number"] ??= draft.values["number"];
      draft.values["valid_until"] ??= dayAfter(businessDay(work), valid_days);
    }
    if (!valueOf(draft, "language")) throw new AppError("field_required", { field: "language" });
    if (valueOf(draft, "discount") === null) draft.values["discount"] = 0;
  }
}

// What was said to a customer is not put away.
async function refuseSettled(work: Work, ids: readonly string[]): Promise<void> {
  const { rows } = await sql`
    select 1 from quotes where id = any(${ids}::uuid[]) and state not in ('draft', 'withdrawn') limit 1`.execute(
    work.db,
  );
  if (rows.length > 0) throw new AppError("document_settled");
}

function dayAfter(day: string, days: number): string {
  const later = new Date(`${day}T00:00:00Z`);
  later.setUTCDate(later.getUTCDate() + days);
  return later.toISOString().slice(0, 10);
}
