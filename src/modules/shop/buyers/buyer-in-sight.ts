import { sql } from "kysely";
import { visibleWhere, type Work } from "#records";

/** The id again where it is a party in use that the caller sees; null else. Who was put away or merged into another is nobody here. */
export async function buyerInSight(work: Work, buyer: string | null): Promise<string | null> {
  if (buyer === null) return null;
  const { rows } = await sql<{ id: string }>`
    select p.id from parties p
    where p.id = ${buyer} and p.archived_at is null and ${visibleWhere(work, "party", "p")}`.execute(work.db);
  return rows[0]?.id ?? null;
}
