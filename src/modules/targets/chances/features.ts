import { type RawBuilder, sql } from "kysely";

/** Days in a stage at which a deal becomes one that stands there longer. */
export const ages = [7, 14, 30, 60, 90, 180] as const;

/** Which of the ages a span between two moments has reached: 0 to 6. */
export function ageOf(from: RawBuilder<unknown>, to: RawBuilder<unknown>): RawBuilder<number> {
  return sql`width_bucket((extract(epoch from ${to}) - extract(epoch from ${from}))::float8 / 86400, ${[...ages]}::float8[])`;
}

/** The band of an amount: null where it says nothing. */
export function bandOf(amount: RawBuilder<unknown>, bands: readonly string[]): RawBuilder<number | null> {
  if (bands.length === 0) return sql`null::int`;
  return sql`case when ${amount} > 0 then width_bucket(${amount}, ${[...bands]}::numeric[]) end`;
}
