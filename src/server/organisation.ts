import { sql } from "kysely";
import type { Database, Work } from "#records";

type Known = Pick<Work, "currency" | "country">;

/** What every unit of work knows of the organisation. */
export interface KnownOrganisation {
  now(): Promise<Known>;
  forget(): void;
}

const trustedFor = 60_000;
const beforeSetUp: Known = { currency: "EUR", country: "BG" };

/** Asked with each unit, changed hardly ever: read again when it may have been changed here, and after a minute. */
export function knowOrganisation(database: Database): KnownOrganisation {
  let known: { readonly until: number; readonly organisation: Known } | undefined;
  return {
    async now() {
      if (known && known.until > performance.now()) return known.organisation;
      const until = performance.now() + trustedFor;
      const { rows } = await sql<Known>`select currency, country from organisation`.execute(database);
      if (!rows[0]) return beforeSetUp;
      known = { until, organisation: rows[0] };
      return rows[0];
    },
    forget() {
      known = undefined;
    },
  };
}
