import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Work } from "#records";
import { closeDeal } from "#sales";

/**
 * Wins the deal of an accepted quote, where it is open. What the organisation asks for on closing a user is told; a customer
 * who accepts by their link cannot answer it, so that their acceptance stands and the deal stays open.
 */
export async function winDeal(work: Work, deal: string): Promise<void> {
  const { rows } = await sql<{ kind: string }>`
    select s.kind from deals d join stages s on s.id = d.stage_id where d.id = ${deal} and d.archived_at is null`.execute(
    work.db,
  );
  if (rows[0]?.kind !== "open") return;
  try {
    await closeDeal(work, deal, { outcome: "won" });
  } catch (problem) {
    if (work.actor.userId !== null || !(problem instanceof AppError)) throw problem;
  }
}
