import { AppError } from "#kernel/error";
import { update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { tradeEvents } from "../contract/events.ts";
import type { Winning } from "../contract/quotes.ts";
import { reckonAsAgreed } from "../documents/copying-lines.ts";
import {
  assertState,
  type DocumentInHand,
  lockDocuments,
  takeInHand,
} from "../documents/document-in-hand.ts";
import { quoteKind } from "../documents/kinds.ts";
import { linesOf, type StoredLine } from "../documents/stored-lines.ts";
import { tellTimeline } from "../documents/telling.ts";
import { rewriteLines } from "../documents/writing-lines.ts";
import { orderFromQuote } from "../orders/making.ts";
import { assertStillValid } from "./sending.ts";
import { winDeal } from "./winning-deal.ts";

export interface Acceptance {
  /** Ids of the optional lines that the customer takes; those that stand chosen unless told. */
  readonly options?: readonly string[] | undefined;
  /** Who accepted, by the name they gave. */
  readonly by?: string | undefined;
  /** What is said of the deal that is won by it. */
  readonly winning?: Winning | undefined;
}

/**
 * Takes down that the customer accepted a quote: makes the order of what was taken, at the prices that were quoted, and wins
 * the deal. Once: of two at once the second is told `already_done`, or what else became of it (`document_state_wrong`).
 * Throws `quote_expired`, `document_empty`, `deal_incomplete` where closing the deal asks for more than is said.
 */
export async function acceptQuote(
  work: Work,
  id: string,
  { options, by, winning }: Acceptance,
): Promise<{ quote: RecordData; order: RecordData }> {
  const quote = await takeInHand(work, quoteKind, id, "quotes:close");
  assertState(quote, ["sent"], "accepted");
  await assertStillValid(work, id);
  const taken = await takeOptions(work, quote, options);
  const accepted = await update(
    work,
    "quote",
    id,
    { state: "accepted", ...decided(work, by) },
    { governed: true },
  );
  const [settled = quote] = await lockDocuments(work, quoteKind, [id]);
  const order = await orderFromQuote(work, settled, taken);
  if (quote.deal) await winDeal(work, { ...settled, deal: quote.deal }, winning);
  await tellTimeline(work, settled, { happening: "quote_accepted", direction: "in" });
  work.emit({
    name: tradeEvents.quoteAccepted,
    object: "quote",
    records: [id],
    payload: { order: order.id },
  });
  return { quote: accepted, order };
}

/** Takes down that the customer declined a quote, and why. Errors as `acceptQuote`. */
export async function declineQuote(
  work: Work,
  id: string,
  { reason, comment, by }: { reason: string; comment?: string | undefined; by?: string | undefined },
): Promise<RecordData> {
  const quote = await takeInHand(work, quoteKind, id, "quotes:close");
  assertState(quote, ["sent"], "declined");
  const declined = await update(
    work,
    "quote",
    id,
    { state: "declined", decline_reason: reason, decline_comment: comment || null, ...decided(work, by) },
    { governed: true },
  );
  await tellTimeline(work, quote, { happening: "quote_declined", direction: "in", body: comment });
  work.emit({ name: tradeEvents.quoteDeclined, object: "quote", records: [id], payload: { reason } });
  return declined;
}

const decided = (work: Work, by: string | undefined) => ({
  decided_at: work.now.toISOString(),
  decided_by: by || null,
});

/** Ticks the options that are taken, with the sums that follow. Answers the lines that count. */
async function takeOptions(
  work: Work,
  quote: DocumentInHand,
  options: readonly string[] | undefined,
): Promise<StoredLine[]> {
  const stored = await linesOf(work, quoteKind, quote.id);
  const lines = options ? ticked(stored, options) : stored;
  if (!lines.some(({ chosen }) => chosen)) throw new AppError("document_empty");
  const priced = reckonAsAgreed(lines, quote);
  const isTicked = lines.some(({ chosen }, at) => chosen !== stored[at]?.chosen);
  if (isTicked) await rewriteLines(work, quoteKind, { ...quote, document: quote.id, stored, priced });
  return isTicked
    ? (await linesOf(work, quoteKind, quote.id)).filter(({ chosen }) => chosen)
    : stored.filter(({ chosen }) => chosen);
}

function ticked(lines: readonly StoredLine[], options: readonly string[]): StoredLine[] {
  const offered = new Set(lines.filter(({ optional }) => optional).map(({ id }) => id));
  if (options.some((id) => !offered.has(id))) throw new AppError("link_not_found", { field: "options" });
  return lines.map((line) => (line.optional ? { ...line, chosen: options.includes(line.id) } : line));
}
