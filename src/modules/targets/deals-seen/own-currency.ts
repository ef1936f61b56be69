import { decimalsOf } from "#catalogue/contract";
import { type RawBuilder, sql } from "kysely";
import type { Work } from "#records";

interface Amount {
  readonly value: RawBuilder<unknown>;
  readonly currency: RawBuilder<unknown>;
  /** The day whose rate counts; the latest told by then. */
  readonly day: RawBuilder<unknown>;
}

/** An amount in the currency of the organisation; null where no rate is known. The same as `rateOf` says, for any number of rows. */
export function inOwnCurrency(work: Work, { value, currency, day }: Amount): RawBuilder<unknown> {
  return sql`case when ${currency} = ${work.currency} then ${value} when ${value} is not null then round(${value} * (
    select r.rate from currency_rates r where r.currency = ${currency} and r.day <= ${day} and r.archived_at is null
    order by r.day desc limit 1), ${decimalsOf(work.currency)}::integer) end`;
}
