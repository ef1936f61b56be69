import { visibleWhere, type Work } from "#records";
import { sql } from "kysely";

/**
 * The parties that these e-mail addresses lead to, main ones and others, as far as the actor may see them: by address in lower
 * case. Of several the one whose main address it is, else the oldest.
 */
export async function partiesAt(
  work: Work,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly title: string }>> {
  if (addresses.length === 0) return new Map();
  const { rows } = await sql<{ address: string; id: string; title: string }>`
    select distinct on (p.normalised) p.normalised as address, p.party_id::text as id, t.name as title
    from contact_points p join parties t on t.id = p.party_id
    where p.kind = 'email' and p.normalised = any(${addresses}::text[]) and p.archived_at is null
      and t.archived_at is null and ${visibleWhere(work, "contact_point", "p")} and ${visibleWhere(work, "party", "t")}
    order by p.normalised, p.main desc, p.party_id`.execute(work.db);
  return new Map(rows.map(({ address, ...party }) => [address, party]));
}
