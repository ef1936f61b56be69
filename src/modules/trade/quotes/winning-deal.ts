import { sql } from "kysely";
import { byRule, update, visibleIds, type Work } from "#records";
import { permits } from "#records/contract";
import { closeDeal } from "#sales";
import type { Winning } from "../contract/quotes.ts";

interface Agreed {
  readonly deal: string;
  readonly net: string;
  readonly currency: string;
}

/**
 * Wins the deal of an accepted quote, where it is open. Who may close it is asked what the organisation and the stage want to know
 * (`deal_incomplete`); a customer who accepts by their link, or somebody who has nothing to do with the deal, is asked nothing:
 * what the customer agreed to is not refused for it. The deal comes to what was agreed, before tax.
 */
export async function winDeal(
  work: Work,
  { deal, net, currency }: Agreed,
  winning: Winning = {},
): Promise<void> {
  const { rows } = await sql<{ kind: string }>`
    select s.kind from deals d join stages s on s.id = d.stage_id where d.id = ${deal} and d.archived_at is null`.execute(
    work.db,
  );
  if (rows[0]?.kind !== "open") return;
  await update(byRule(work), "deal", deal, { amount: { amount: net, currency } });
  const closure = { ...winning, outcome: "won" as const };
  if (await mayAnswer(work, deal)) await closeDeal(work, deal, closure);
  else await closeDeal(byRule(work), deal, { outcome: "won" }, { unasked: true });
}

/** A deal of which nobody said what it may come to comes to what its quote offers, from the day on which the customer has it. */
export async function giveAmount(work: Work, { deal, net, currency }: Agreed): Promise<void> {
  const { rows } = await sql<{ isOpen: boolean }>`
    select d.amount is null and d.closed_on is null as "isOpen" from deals d where d.id = ${deal} and d.archived_at is null`.execute(
    work.db,
  );
  if (rows[0]?.isOpen) await update(byRule(work), "deal", deal, { amount: { amount: net, currency } });
}

async function mayAnswer(work: Work, deal: string): Promise<boolean> {
  if (work.actor.userId === null || !permits(work.actor.rights, "deals:close")) return false;
  return (await visibleIds(work, "deal", [deal])).length > 0;
}
