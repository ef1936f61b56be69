import { sql } from "kysely";
import { createMany, type Work } from "#records";
import { openStatuses } from "../contract/lead-objects.ts";

const batch = 500;

/**
 * A party that was given the role of a lead, by hand or out of a file, is one: opens a lead for each that has none open.
 * A second run finds nothing to do.
 */
export async function openLeadsOfRole(work: Work): Promise<void> {
  const { rows } = await sql<{ party: string; source: string | null; owner: string | null }>`
    select p.id as party, p.source, p.owner_id as owner from parties p
    where p.roles <> '{}' and p.roles @> array['lead'] and p.archived_at is null and not exists (
      select 1 from leads l where l.party_id = p.id and l.archived_at is null and l.status = any(${openStatuses}::text[]))
    order by p.id limit ${batch} for update skip locked`.execute(work.db);
  await createMany(work, "lead", rows);
}
