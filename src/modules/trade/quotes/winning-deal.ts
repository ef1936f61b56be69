import { sql } from "kysely";
import type { Work } from "#records";
import { closeDeal } from "#sales";

/**
 * Wins the deal of an accepted quote, where it is open. What the organisation asks for on closing, a user is asked for; a
 * customer who accepts by their link cannot answer it.
 */
export async function winDeal(work: Work, deal: string): Promise<void> {
  const { rows } = await sql<{ kind: string }>`
    select s.kind from deals d join stages s on s.id = d.stage_id where d.id = ${deal} and d.archived_at is null`.execute(
    work.db,
  );
  if (rows[0]?.kind === "open")
    await closeDeal(work, deal, { outcome: "won" }, { unasked: work.actor.userId === null });
}
