import type { Work } from "#records";
import { tradeEvents } from "../contract/events.ts";
import { takeInHand } from "../documents/document-in-hand.ts";
import { quoteKind } from "../documents/kinds.ts";
import { tellTimeline } from "../documents/telling.ts";

/** Takes down what the customer says of a quote, on the timeline and for its seller to hear of. */
export async function commentQuote(
  work: Work,
  id: string,
  { comment }: { readonly comment: string },
): Promise<void> {
  const quote = await takeInHand(work, quoteKind, id);
  await tellTimeline(work, quote, { happening: "quote_commented", direction: "in", body: comment });
  work.emit({ name: tradeEvents.quoteCommented, object: "quote", records: [id] });
}
