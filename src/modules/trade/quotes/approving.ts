import { sql } from "kysely";
import { discountLimitOf } from "#catalogue";
import type { BodyOf } from "#kernel/action";
import { create, update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { tradeEvents } from "../contract/events.ts";
import type {
  askForApproval as askForApprovalAction,
  decideOnApproval as decideOnApprovalAction,
} from "../contract/quotes.ts";
import { assertState, type DocumentInHand, takeInHand } from "../documents/document-in-hand.ts";
import { quoteKind } from "../documents/kinds.ts";
import { assertNotEmpty } from "../documents/lines-there.ts";
import { linesOf } from "../documents/stored-lines.ts";
import { assertWithinLimit, largestDiscount } from "../documents/within-limit.ts";

/**
 * Asks whether a draft may go out with more discount than the actor may give. Throws `currency_rate_missing` where nobody
 * could tell how much that is.
 */
export async function askForApproval(
  work: Work,
  id: string,
  { reason }: BodyOf<typeof askForApprovalAction>,
): Promise<RecordData> {
  const quote = await takeInHand(work, quoteKind, id, "quotes:send");
  assertState(quote, ["draft"], "awaiting_approval");
  await assertNotEmpty(work, quoteKind, id);
  await create(
    work,
    "quote_approval",
    {
      quote: id,
      discount: await largestDiscount(work, quote, await linesOf(work, quoteKind, id)),
      discount_limit: await discountLimitOf(work),
      reason,
      asked_by: work.actor.userId,
    },
    { governed: true },
  );
  return moved(work, id, "awaiting_approval", tradeEvents.approvalAsked);
}

/**
 * Approves a quote, or sends it back to its seller. Who approves must be allowed to give as much themselves. Throws
 * `version_conflict` where the quote is another than the one that was looked at.
 */
export async function decideOnApproval(
  work: Work,
  id: string,
  { decision, comment, version }: BodyOf<typeof decideOnApprovalAction>,
): Promise<RecordData> {
  const quote = await takeInHand(work, quoteKind, id, "quotes:approve");
  assertState(quote, ["awaiting_approval"], decision === "approved" ? "approved" : "draft");
  if (decision === "approved") await assertNoApprovalNeeded(work, quote);
  await endOpenRequest(work, id, { state: decision, comment });
  return decision === "approved"
    ? moved(work, id, "approved", tradeEvents.quoteApproved, version)
    : moved(work, id, "draft", tradeEvents.quoteRejected, version);
}

/** Makes a quote that waits for its approval, or has it, a draft again. */
export async function takeApprovalBack(work: Work, id: string): Promise<RecordData> {
  const quote = await takeInHand(work, quoteKind, id, "quotes:send");
  assertState(quote, ["awaiting_approval", "approved"], "draft");
  if (quote.state === "awaiting_approval") await endOpenRequest(work, id, { state: "taken_back" });
  return update(work, "quote", id, { state: "draft" }, { governed: true });
}

/** Throws `approval_needed` where a quote gives more discount than the actor may. */
export async function assertNoApprovalNeeded(work: Work, quote: DocumentInHand): Promise<void> {
  const lines = await linesOf(work, quoteKind, quote.id);
  await assertWithinLimit(work, { head: quote, lines }, "approval_needed");
}

async function moved(
  work: Work,
  id: string,
  state: string,
  name: string,
  version?: number,
): Promise<RecordData> {
  const quote = await update(work, "quote", id, { state }, { governed: true, version });
  work.emit({ name, object: "quote", records: [id] });
  return quote;
}

async function endOpenRequest(
  work: Work,
  quote: string,
  { state, comment }: { readonly state: string; readonly comment?: string | undefined },
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from quote_approvals where quote_id = ${quote} and state = 'asked'`.execute(work.db);
  const decision = { state, comment, decided_at: work.now.toISOString(), decided_by: work.actor.userId };
  for (const { id } of rows) await update(work, "quote_approval", id, decision, { governed: true });
}
