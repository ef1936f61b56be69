import { sql } from "kysely";
import { note, type Work } from "#records";
import type { QuoteSettings } from "../contract/quote-settings.ts";

const usual: QuoteSettings = { valid_days: 30 };

export async function quoteSettings(work: Work): Promise<QuoteSettings> {
  const { rows } = await sql<{ set: Partial<QuoteSettings> | null }>`
    select settings -> 'quotes' as set from organisation`.execute(work.db);
  return { ...usual, ...rows[0]?.set };
}

/** Says anew what holds for quotes that say nothing else; those that are there stay as they are. */
export async function changeQuoteSettings(work: Work, settings: QuoteSettings): Promise<QuoteSettings> {
  await sql`select 1 from organisation for update`.execute(work.db);
  const { valid_days: from } = await quoteSettings(work);
  if (from === settings.valid_days) return settings;
  await sql`update organisation set settings = settings || ${JSON.stringify({ quotes: settings })}::jsonb`.execute(
    work.db,
  );
  await note(work, {
    kind: "quote_settings_changed",
    changes: { valid_days: { from, to: settings.valid_days } },
  });
  return settings;
}
