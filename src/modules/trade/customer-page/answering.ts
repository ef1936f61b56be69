import { sellerOf } from "#catalogue";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { notify } from "#platform";
import type { Work } from "#records";
import {
  type acceptByLink,
  type declineByLink,
  type QuoteOnPage,
  seenText,
} from "../contract/quote-links.ts";
import { takeInHand } from "../documents/document-in-hand.ts";
import { quoteKind } from "../documents/kinds.ts";
import { linesOf } from "../documents/stored-lines.ts";
import { pictureIn } from "../printing/picture.ts";
import { acceptQuote, declineQuote } from "../quotes/deciding.ts";
import { contentOf, hashOfContent, pageOf } from "./page.ts";
import { quoteRow } from "./quote-row.ts";
import type { Visitor } from "./visits.ts";

const drawnLimits = { bytes: 150_000, dots: 2000 } as const;

/**
 * The customer signs what they have seen: the order is made and the deal won, once. Throws `quote_not_open` when it was
 * decided before, `quote_expired`, `quote_changed` where it is not what was seen, `signature_unfit`.
 */
export async function acceptAsCustomer(
  work: Work,
  id: string,
  { name: written, options, drawn, hash, address, agent, linkBy }: BodyOf<typeof acceptByLink> & Visitor,
): Promise<QuoteOnPage> {
  const name = seenText(written);
  await assertOpen(work, id);
  const quote = await quoteRow(work, id);
  const lines = await linesOf(work, quoteKind, id);
  const content = contentOf(quote, lines, await sellerOf(work));
  if (hashOfContent(content) !== hash) throw new AppError("quote_changed");
  const picture = drawn === null ? null : pictureIn(drawn, drawnLimits);
  if (drawn !== null && !picture) throw new AppError("signature_unfit", { field: "drawn" });
  await acceptQuote(work, id, { options, by: name });
  const { net, tax, total } = await quoteRow(work, id);
  const signed = { ...content, options: [...options].sort(), net, tax, total, name };
  await sign(work, id, {
    decision: "accepted",
    name,
    content: signed,
    drawn: picture,
    address,
    agent,
    linkBy,
  });
  return pageOf(work, id);
}

/** The customer declines, with a reason. Throws as `acceptAsCustomer`. */
export async function declineAsCustomer(
  work: Work,
  id: string,
  { name: written, reason, comment: said, address, agent, linkBy }: BodyOf<typeof declineByLink> & Visitor,
): Promise<QuoteOnPage> {
  const [name, comment] = [seenText(written), seenText(said)];
  await assertOpen(work, id);
  await declineQuote(work, id, { reason, comment, by: name });
  await sign(work, id, {
    decision: "declined",
    name,
    content: { reason, comment, name },
    drawn: null,
    address,
    agent,
    linkBy,
  });
  return pageOf(work, id);
}

/** The first of two who decide at once has the quote in hand until it is done; the second sees what became of it. */
async function assertOpen(work: Work, id: string): Promise<void> {
  await takeInHand(work, quoteKind, id);
  const { state, over, validUntil } = await quoteRow(work, id);
  if (state === "expired" || (state === "sent" && over))
    throw new AppError("quote_expired", { params: { day: validUntil ?? "" } });
  if (state !== "sent") throw new AppError("quote_not_open");
}

interface Signature extends Visitor {
  readonly decision: "accepted" | "declined";
  readonly name: string;
  readonly content: object;
  readonly drawn: Buffer | null;
}

async function sign(work: Work, id: string, { content, linkBy, ...signature }: Signature): Promise<void> {
  await work.db
    .insertInto("quote_signatures")
    .values({
      quote_id: id,
      ...signature,
      link_by: linkBy,
      content: JSON.stringify(content),
      content_hash: hashOfContent(content),
      created_at: work.now,
    })
    .execute();
  const { owner, number } = await quoteRow(work, id);
  if (owner)
    await notify(work, [owner], signature.decision === "accepted" ? "quote_accepted" : "quote_declined", {
      object: "quote",
      id,
      params: { title: number, by: signature.name },
      once: `quote decided ${id}`,
    });
}
