import { sql } from "kysely";
import { archiveByRule, type Placing, type Work } from "#records";
import { hasMain, haveMain, unsetMain } from "./having-main.ts";

interface Going {
  readonly kind: string;
  /** That the other party has the same one. */
  readonly twice: boolean;
}

/**
 * An address or number that came after a merge goes to another party: none that the other has is there twice, and both have a
 * main one as long as they have any.
 */
export async function placeContactPoint(
  work: Work,
  { id, from, to }: Placing,
): Promise<(() => Promise<void>) | undefined> {
  const { rows } = await sql<Going>`
    select c.kind, exists (select from contact_points o where o.party_id = ${to}::uuid and o.kind = c.kind
      and o.normalised = c.normalised and o.archived_at is null) as twice
    from contact_points c where c.id = ${id}::uuid and c.archived_at is null`.execute(work.db);
  const [going] = rows;
  if (!going) return undefined;
  await unsetMain(work, [id]);
  if (going.twice) await archiveByRule(work, "contact_point", [id]);
  const { kind } = going;
  if (!hasMain(kind)) return undefined;
  return async () => {
    for (const party of [from, to]) await haveMain(work, party, kind);
  };
}
