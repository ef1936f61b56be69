import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Work } from "#records";

/**
 * What one unit of a currency is worth in the organisation's own on a day: the latest rate told by then. Throws
 * `currency_rate_missing` where none was.
 */
export async function rateOf(work: Work, currency: string, on: string): Promise<string> {
  if (currency === work.currency) return "1";
  const { rows } = await sql<{ rate: string }>`
    select trim_scale(rate)::text as rate from currency_rates
    where currency = ${currency} and day <= ${on}::date and archived_at is null
    order by day desc limit 1`.execute(work.db);
  if (!rows[0]) throw new AppError("currency_rate_missing", { params: { currency, day: on } });
  return rows[0].rate;
}
