import { sql } from "kysely";
import { rulesOfDocuments } from "#catalogue";
import { decimalsOf } from "#catalogue/contract";
import { AppError } from "#kernel/error";
import { locales } from "#kernel/locale";
import { currencyCode } from "#kernel/money";
import { changes, type Draft, type Work } from "#records";

const noRules = { taxIncluded: false, rounding: "document" } as const;

/** Fills in what a new document says nothing of: currency, language, sums of nothing. */
export async function begin(work: Work, drafts: readonly Draft[]): Promise<void> {
  for (const draft of drafts) settleCurrency(work, draft);
  for (const { values } of drafts)
    if (values["discount"] != null && !isDiscount(values["discount"]))
      throw new AppError("discount_invalid", { field: "discount" });
  const fresh = drafts.filter(({ before }) => before === null);
  const silent = fresh.filter(({ values }) => !values["language"]);
  const spoken = await languagesOf(
    work,
    silent.map(({ values }) => String(values["customer"])),
  );
  for (const { values } of silent)
    values["language"] = spoken.get(String(values["customer"])) ?? work.actor.locale;
  const { taxIncluded, rounding } = fresh.length > 0 ? await rulesOfDocuments(work) : noRules;
  for (const { values } of fresh) {
    values["tax_included"] ??= taxIncluded;
    values["rounding"] ??= rounding;
    values["discount"] ??= 0;
    for (const sum of ["net", "tax", "total"]) values[sum] ??= nothingIn(String(values["currency"]));
  }
}

/** With two decimals, so that the discount of a line and that of its document multiply to six. */
function isDiscount(percent: unknown): boolean {
  const given = Number(percent);
  return given >= 0 && given <= 100 && Number(given.toFixed(2)) === given;
}

function settleCurrency(work: Work, draft: Draft): void {
  const { before, values } = draft;
  if (before === null) values["currency"] ??= work.currency;
  if (!changes(draft, "currency")) return;
  const currency = values["currency"];
  if (!currencyCode.safeParse(currency).success) throw new AppError("field_invalid", { field: "currency" });
  if (before === null || "total" in values) return;
  // Nothing stands in it yet.
  for (const sum of ["net", "tax", "total"]) values[sum] = nothingIn(String(currency));
}

const nothingIn = (currency: string) => ({ amount: (0).toFixed(decimalsOf(currency)), currency });

async function languagesOf(work: Work, parties: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (parties.length === 0) return new Map();
  const { rows } = await sql<{ id: string; language: string }>`
    select id, language from parties where id = any(${parties}::uuid[]) and language = any(${locales}::text[])`.execute(
    work.db,
  );
  return new Map(rows.map(({ id, language }) => [id, language]));
}
