import { IntlMessageFormat } from "intl-messageformat";
import { sql } from "kysely";
import { isLocale, type Locale } from "#kernel/locale";
import type { Money } from "#kernel/money";
import { byRule, createMany, type Work } from "#records";
import type { Happening } from "../contract/timeline.ts";

/** What happened with a document, and the interaction as which it stands on the timeline. */
export interface HappeningToTell {
  readonly happening: Happening;
  readonly interaction: Readonly<Record<string, unknown>>;
}

/** The words of happenings, by language and key. */
export type HappeningWords = Readonly<Record<Locale, Readonly<Record<string, string>>>>;

/**
 * Writes what happened onto timelines, in the same unit, for those who see the document. Each reader is told in their own language; the
 * subject, by which it is searched and exported, is in the organisation's. It follows from the step, and is taken back with it alone.
 */
export async function tellHappenings(
  work: Work,
  words: HappeningWords,
  told: readonly HappeningToTell[],
): Promise<void> {
  if (told.length === 0) return;
  const inWords = speaker(words, await organisationsLocale(work));
  const ids = await createMany(
    byRule(work),
    "interaction",
    told.map(({ happening, interaction }) => ({
      at: work.now.toISOString(),
      ...interaction,
      subject: inWords(happening).slice(0, 500),
    })),
    { governed: true, carried: documentLinks },
  );
  const kept = told.map(({ happening }, index) => ({ id: ids[index], happening }));
  await sql`
    update interactions i set happening = given.happening
    from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as given (id uuid, happening jsonb) where i.id = given.id`.execute(
    work.db,
  );
}

/** What a document names may lie in the bin by then; it happened all the same. */
const documentLinks = ["party", "company", "deal"] as const;

// Each message is read once, however many happenings it tells.
function speaker(words: HappeningWords, locale: Locale): (happening: Happening) => string {
  const formats = new Map<string, IntlMessageFormat>();
  return ({ text, values }) => {
    const key = text.split(".").at(-1) ?? "";
    const format = formats.get(key) ?? new IntlMessageFormat(words[locale][key] ?? key, locale);
    formats.set(key, format);
    const spoken = Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "string" ? value : writtenMoney(value, locale),
    ]);
    return String(format.format(Object.fromEntries(spoken)));
  };
}

function writtenMoney({ amount, currency }: Money, locale: Locale): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, useGrouping: "always" });
  return format.format(Number(amount));
}

async function organisationsLocale({ db }: Work): Promise<Locale> {
  const { rows } = await sql<{ locale: string }>`select locale from organisation limit 1`.execute(db);
  return isLocale(rows[0]?.locale) ? rows[0].locale : "en";
}
