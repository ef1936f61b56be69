import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { tradeEvents } from "../contract/events.ts";
import { assertState, type DocumentInHand, takeInHand } from "../documents/document-in-hand.ts";
import { quoteKind } from "../documents/kinds.ts";
import { assertNotEmpty } from "../documents/lines-there.ts";
import { tellTimeline } from "../documents/telling.ts";
import { assertNoApprovalNeeded } from "./approving.ts";
import { giveAmount } from "./winning-deal.ts";

/**
 * Marks a quote as sent: from now on it is settled, and the customer can decide on it. Throws `approval_needed` for a draft
 * that gives more discount than the actor may, `currency_rate_missing` where that cannot be told, `document_empty`, `quote_expired` where its last day has passed.
 */
export async function sendQuote(work: Work, id: string): Promise<RecordData> {
  const quote = await takeInHand(work, quoteKind, id, "quotes:send");
  assertState(quote, ["draft", "approved"], "sent");
  await assertNotEmpty(work, quoteKind, id);
  if (quote.state === "draft") await assertNoApprovalNeeded(work, quote);
  await assertStillValid(work, id);
  const sent = await update(
    work,
    "quote",
    id,
    { state: "sent", sent_at: work.now.toISOString() },
    { governed: true },
  );
  if (quote.deal) await giveAmount(work, { ...quote, deal: quote.deal });
  await tellTimeline(work, quote, { happening: "quote_sent", direction: "out" });
  work.emit({ name: tradeEvents.quoteSent, object: "quote", records: [id] });
  return sent;
}

/** Withdraws a quote on which nobody has decided; it can be renewed by a new version. */
export async function withdrawQuote(work: Work, id: string): Promise<RecordData> {
  const quote = await takeInHand(work, quoteKind, id, "quotes:send");
  assertState(quote, ["sent", "approved"], "withdrawn");
  const withdrawn = await update(work, "quote", id, { state: "withdrawn" }, { governed: true });
  if (quote.state === "sent")
    await tellTimeline(work, quote, { happening: "quote_withdrawn", direction: "out" });
  work.emit({ name: tradeEvents.quoteWithdrawn, object: "quote", records: [id] });
  return withdrawn;
}

/** Throws `quote_expired` where the last day on which a quote holds has passed where the organisation is. */
export async function assertStillValid(work: Work, id: DocumentInHand["id"]): Promise<void> {
  const { rows } = await sql<{ day: string; isOver: boolean }>`
    select q.valid_until::text as day, q.valid_until < (${work.now}::timestamptz at time zone o.time_zone)::date as "isOver"
    from quotes q cross join organisation o where q.id = ${id}`.execute(work.db);
  const [end] = rows;
  if (end?.isOver) throw new AppError("quote_expired", { params: { day: end.day } });
}
