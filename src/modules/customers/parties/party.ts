import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { update, visibleWhere, type Work } from "#records";
import type { RecordData } from "#records/contract";

export interface Party {
  readonly id: string;
  readonly kind: "person" | "company";
  readonly companyId: string | null;
}

/** The party as the actor may read it; `not_found` when unseen. */
export async function partyInSight(work: Work, id: string): Promise<Party> {
  const { rows } = await sql<Party>`
    select p.id, p.kind, p.company_id as "companyId" from parties p
    where p.id = ${id} and ${visibleWhere(work, "party", "p")}`.execute(work.db);
  if (!rows[0]) throw new AppError("not_found");
  return rows[0];
}

/** As `partyInSight`, and the actor may change it too; else `not_allowed`. */
export async function partyToChange(work: Work, id: string): Promise<Party> {
  const party = await partyInSight(work, id);
  const { rows } = await sql`
    select 1 from parties p where p.id = ${id} and ${visibleWhere(work, "party", "p", "change")}`.execute(
    work.db,
  );
  if (rows.length === 0) throw new AppError("not_allowed");
  return party;
}

/** Writes fields that people and companies share, whichever of the two it is. */
export async function changeParty(
  work: Work,
  id: string,
  values: Record<string, unknown>,
): Promise<RecordData> {
  const { kind } = await partyInSight(work, id);
  return update(work, kind, id, values);
}
