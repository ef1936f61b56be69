import { sql } from "kysely";
import type { Work } from "#records";

/** The organisation's own country, in which a telephone number without a prefix is meant. */
export async function organisationCountry(work: Work): Promise<string> {
  const found = await sql<{ country: string }>`select country from organisation`.execute(work.db);
  return found.rows[0]?.country ?? "BG";
}
