import { sql } from "kysely";
import { normalised } from "#customers";
import { shown, visibleWhere, type Work } from "#records";

/** Who is known by a telephone number alone can be written to there where a messenger goes by it. */
const besides: Readonly<Record<string, string>> = { whatsapp: "phone" };

/** Where a party can be written to by a kind of contact point, as far as the actor sees it; its own kind and the main one first. */
export async function contactsOf(work: Work, party: string, kind: string): Promise<string[]> {
  const value = shown(work, ["contact_point", "value", "p"], sql<string | null>`p.value`);
  const { rows } = await sql<{ value: string | null }>`
    select ${value} as value from contact_points p
    where p.party_id = ${party} and p.kind = any(${[kind, besides[kind] ?? kind]}::text[]) and p.archived_at is null and p.opted_out_at is null
      and ${visibleWhere(work, "contact_point", "p")}
    order by p.kind = ${kind} desc, p.main desc, p.id limit 20`.execute(work.db);
  return rows.flatMap((row) =>
    row.value !== null && normalised(kind, row.value, work.country) !== null ? [row.value] : [],
  );
}
