import { type RawBuilder, type SqlBool, sql } from "kysely";
import { AppError } from "#kernel/error";
import { parseFilterText } from "#kernel/filter-text";
import { byRule, type Work, wideCondition } from "#records";

export interface PricesAsked {
  /** Id of a party; null for somebody who is not known. */
  readonly buyer: string | null;
  readonly currency: string;
  readonly channel?: string | null | undefined;
  /** The day, `YYYY-MM-DD`. */
  readonly on: string;
}

export interface ApplicableList {
  readonly id: string;
  readonly name: string;
  readonly tax_in_prices: string;
}

/**
 * The price lists that hold for a buyer on a day, the first to ask first: by priority, then those for this customer alone,
 * those for the channel, those for some buyers, the newest.
 */
export async function listsFor(work: Work, asked: PricesAsked): Promise<readonly ApplicableList[]> {
  const { buyer, currency, channel = null, on } = asked;
  const { rows } = await sql<ApplicableList & { readonly buyers: string | null }>`
    select id, name, tax_in_prices, buyers from price_lists
    where active and archived_at is null and currency = ${currency}
      and (channel is null or channel = ${channel}) and (customer_id is null or customer_id = ${buyer}::uuid)
      and (valid_from is null or valid_from <= ${on}::date) and (valid_until is null or valid_until >= ${on}::date)
    order by priority desc, customer_id is null, channel is null, buyers is null, id desc`.execute(work.db);
  const texts = [...new Set(rows.flatMap(({ buyers }) => buyers ?? []))];
  const fulfilled = await fulfilledBy(work, buyer, texts);
  return rows.filter(({ buyers }) => buyers === null || fulfilled.has(buyers));
}

/** Which of the filters the buyer fulfils. Everything of the buyer counts, whoever asks: a price is the same for all. */
async function fulfilledBy(
  work: Work,
  buyer: string | null,
  texts: readonly string[],
): Promise<ReadonlySet<string>> {
  if (buyer === null || texts.length === 0) return new Set();
  const conditions = texts.map((text) => conditionOf(work, text));
  const found = await sql<{ fulfilled: boolean[] }>`
    select array[${sql.join(conditions)}]::boolean[] as fulfilled from parties buyer where id = ${buyer}`.execute(
    work.db,
  );
  return new Set(texts.filter((_, index) => found.rows[0]?.fulfilled[index]));
}

function conditionOf(work: Work, text: string): RawBuilder<SqlBool> {
  const scope = { work: byRule(work), object: work.catalogue.object("party"), alias: "buyer" };
  try {
    return wideCondition(scope, parseFilterText(text));
  } catch (problem) {
    // What it asks for was removed since: nobody fulfils it.
    if (problem instanceof AppError) return sql<SqlBool>`false`;
    throw problem;
  }
}
