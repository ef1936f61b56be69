import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { currencyCode } from "#kernel/money";
import { changes, type Draft, type Work } from "#records";
import { languages } from "../contract/shared-fields.ts";

/** Fills in what a new document says nothing of: currency, language, sums of nothing. */
export async function begin(work: Work, drafts: readonly Draft[]): Promise<void> {
  for (const draft of drafts) settleCurrency(work, draft);
  const fresh = drafts.filter(({ before }) => before === null);
  const silent = fresh.filter(({ values }) => !values["language"]);
  const spoken = await languagesOf(
    work,
    silent.map(({ values }) => String(values["customer"])),
  );
  for (const { values } of silent)
    values["language"] = spoken.get(String(values["customer"])) ?? work.actor.locale;
  for (const { values } of fresh) {
    values["discount"] ??= 0;
    for (const sum of ["net", "tax", "total"]) values[sum] ??= { amount: "0", currency: values["currency"] };
  }
}

function settleCurrency(work: Work, draft: Draft): void {
  const { before, values } = draft;
  if (before === null) values["currency"] ??= work.currency;
  if (!changes(draft, "currency")) return;
  if (!currencyCode.safeParse(values["currency"]).success)
    throw new AppError("field_invalid", { field: "currency" });
  if (before === null) return;
  for (const sum of ["net", "tax", "total"])
    values[sum] = { amount: (before[sum] as { amount: string }).amount, currency: values["currency"] };
}

async function languagesOf(work: Work, parties: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (parties.length === 0) return new Map();
  const { rows } = await sql<{ id: string; language: string }>`
    select id, language from parties where id = any(${parties}::uuid[]) and language = any(${languages}::text[])`.execute(
    work.db,
  );
  return new Map(rows.map(({ id, language }) => [id, language]));
}
