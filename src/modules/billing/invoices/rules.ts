import { sql } from "kysely";
import { rulesOfDocuments } from "#catalogue";
import { AppError } from "#kernel/error";
import { isLocale } from "#kernel/locale";
import { currencyCode } from "#kernel/money";
import { changes, type Draft, type ObjectRules, type Work } from "#records";
import { billingSettings } from "../settings/billing-settings.ts";
import { reckonAgain } from "./lines.ts";

/** A draft begins with the customer's language, the organisation's currency and terms; what is issued stays. */
export const invoiceRules: ObjectRules = {
  async prepare(work, drafts) {
    await begin(
      work,
      drafts.filter(({ before }) => before === null),
    );
    for (const draft of drafts) {
      assertSameAsBefore(draft);
      assertCurrency(draft);
    }
  },
  async followUp(work, drafts) {
    const reckoned = ["customer", "discount", "currency"];
    for (const draft of drafts)
      if (draft.before?.["state"] === "draft" && reckoned.some((field) => changes(draft, field)))
        await reckonAgain(work, draft.id);
  },
  async moved(work, ids, into) {
    if (into === "use") return;
    const { rows } = await sql`
      select 1 from invoices where id = any(${ids}::uuid[]) and state <> 'draft' limit 1`.execute(work.db);
    if (rows.length > 0) throw new AppError("invoice_issued");
  },
};

async function begin(work: Work, drafts: readonly Draft[]): Promise<void> {
  if (drafts.length === 0) return;
  const [{ paymentDays }, rules, languages] = await Promise.all([
    billingSettings(work),
    rulesOfDocuments(work),
    languagesOf(work, drafts),
  ]);
  for (const { values } of drafts) {
    values["currency"] ??= work.currency;
    values["payment_days"] ??= paymentDays;
    values["discount"] ??= 0;
    values["language"] ??= languages.get(String(values["customer"])) ?? work.actor.locale;
    values["tax_included"] =
      values["order"] || values["corrects"] ? values["tax_included"] : rules.taxIncluded;
    values["rounding"] = values["order"] || values["corrects"] ? values["rounding"] : rules.rounding;
    for (const sum of ["net", "tax", "total"]) values[sum] ??= { amount: "0", currency: values["currency"] };
  }
}

/**
 * What was made of an order, an invoice or a subscription is for the same customer, in the same currency; what comes off was
 * agreed on there, and is in the lines of an order or invoice already.
 */
function assertSameAsBefore(draft: Draft): void {
  const { before } = draft;
  const isSettled = before?.["order"] || before?.["corrects"];
  const same = isSettled || before?.["subscription"] ? ["customer", "currency"] : [];
  for (const field of [...same, ...(isSettled ? ["discount"] : [])])
    if (changes(draft, field)) throw new AppError("field_read_only", { field });
}

function assertCurrency(draft: Draft): void {
  const { before, values } = draft;
  if (!changes(draft, "currency")) return;
  if (!currencyCode.safeParse(values["currency"]).success)
    throw new AppError("field_invalid", { field: "currency" });
  if (before === null) return;
  for (const sum of ["net", "tax", "total"])
    values[sum] = { amount: (before[sum] as { amount: string }).amount, currency: values["currency"] };
}

async function languagesOf(work: Work, drafts: readonly Draft[]): Promise<ReadonlyMap<string, string>> {
  const parties = drafts.map(({ values }) => values["customer"]).filter(Boolean);
  const { rows } = await sql<{ id: string; language: string | null }>`
    select id, language from parties where id = any(${parties}::uuid[])`.execute(work.db);
  return new Map(rows.flatMap(({ id, language }) => (isLocale(language) ? [[id, language]] : [])));
}
