import { sql } from "kysely";
import type { Database, Work } from "#records";

type Known = Pick<Work, "currency" | "country" | "timeZone">;

/** What every unit of work knows of the organisation. */
export interface KnownOrganisation {
  now(): Promise<Known>;
  forget(): void;
}

const trustedFor = 60_000;
const beforeSetUp: Known = { currency: "EUR", country: "BG", timeZone: "UTC" };

/** Asked with each unit, changed hardly ever: read again when it may have been changed here, and after a minute. */
export function knowOrganisation(database: Database): KnownOrganisation {
  let known: { readonly until: number; readonly organisation: Promise<Known | undefined> } | undefined;
  return {
    async now() {
      if (!known || known.until < performance.now()) {
        const asked = { until: performance.now() + trustedFor, organisation: readOrganisation(database) };
        known = asked;
        // What was not there, or could not be read, is asked for each time.
        const drop = () => void (known === asked && (known = undefined));
        asked.organisation.then((found) => found ?? drop(), drop);
      }
      return (await known.organisation) ?? beforeSetUp;
    },
    forget() {
      known = undefined;
    },
  };
}

async function readOrganisation(database: Database): Promise<Known | undefined> {
  const { rows } =
    await sql<Known>`select currency, country, time_zone as "timeZone" from organisation`.execute(database);
  return rows[0];
}
