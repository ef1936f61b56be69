import { sql } from "kysely";
import { nextNumbers } from "#trade";
import { AppError } from "#kernel/error";
import { currencyCode } from "#kernel/money";
import { changes, type Draft, type ObjectRules, valueOf, type Work } from "#records";
import { billingSettings } from "../settings/billing-settings.ts";

/** A subscription has a number from the first, and days in their order; one that runs is cancelled, not thrown away. */
export const subscriptionRules: ObjectRules = {
  async prepare(work, drafts) {
    await begin(
      work,
      drafts.filter(({ before }) => before === null),
    );
    for (const draft of drafts) check(draft);
  },
  async moved(work, ids, into) {
    if (into === "use") return;
    const { rows } = await sql`
      select 1 from subscriptions where id = any(${ids}::uuid[]) and state not in ('draft', 'ended') limit 1`.execute(
      work.db,
    );
    if (rows.length > 0) throw new AppError("subscription_running");
  },
};

async function begin(work: Work, drafts: readonly Draft[]): Promise<void> {
  if (drafts.length === 0) return;
  const { paymentDays } = await billingSettings(work);
  const numbers = await nextNumbers(work, {
    series: "subscription",
    count: drafts.length,
    table: "subscriptions",
  });
  for (const [index, { values }] of drafts.entries()) {
    values["number"] ??= numbers[index];
    values["currency"] ??= work.currency;
    values["payment_days"] ??= paymentDays;
  }
}

function check(draft: Draft): void {
  const [starts, trial, ends] = ["starts_on", "trial_ends_on", "ends_on"].map(
    (field) => valueOf(draft, field) as string | null,
  );
  if (changes(draft, "currency") && !currencyCode.safeParse(draft.values["currency"]).success)
    throw new AppError("field_invalid", { field: "currency" });
  if (starts && trial && trial < starts) throw new AppError("field_invalid", { field: "trial_ends_on" });
  const isOwn = draft.before === null || draft.before["state"] === "draft";
  if (isOwn && starts && ends && ends < starts) throw new AppError("field_invalid", { field: "ends_on" });
}
