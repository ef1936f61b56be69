import { AppError } from "#kernel/error";
import { countAttempt, organisationOf } from "#platform";
import type { Edge, Work } from "#records";
import type { QuoteOnPage } from "../contract/quote-links.ts";
import { printedQuote } from "../printing/printed-sales.ts";
import { printDocument } from "../printing/printing.ts";
import { quoteBehind } from "./links.ts";
import { pageOf } from "./page.ts";
import { logVisit, type Visitor } from "./visits.ts";

/** The quote behind a link, in the midst of a unit in which the product acts on its customer's behalf. */
type Act<T> = (work: Work, quote: string, visitor: Visitor) => Promise<T>;

/** Misses of one address within ten minutes; who holds a link has none. */
const mostMisses = { most: 20, seconds: 600 } as const;

/** Does what who holds a link may do. Guessed links are counted by address. */
export async function byLink<T>(edge: Edge, token: string, act: Act<T>): Promise<T> {
  const { runtime, request } = edge;
  const { timeZone } = await organisationOf(runtime.database);
  const address = request.ip.slice(0, 60);
  const agent = (request.headers["user-agent"] ?? "").slice(0, 400);
  try {
    return await runtime.runAsSystem(async (work) => {
      const asCustomer = { ...work, actor: { ...work.actor, timeZone, address } };
      const { quote, linkBy } = await quoteBehind(work, token);
      return act(asCustomer, quote, { address, agent, linkBy });
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "quote_link_gone")
      await countAttempt(runtime.database, [{ key: ["quote link", address], ...mostMisses }]);
    throw error;
  }
}

/** As `byLink`, for what the customer alone may say. Throws `answered_by_customer` where somebody of the seller's is signed in. */
export async function byCustomer<T>(edge: Edge, token: string, act: Act<T>): Promise<T> {
  if (edge.actor.userId !== null) throw new AppError("answered_by_customer");
  return byLink(edge, token, act);
}

/** Opens the page. Who is signed in looks at it as the seller: that is no visit. */
export async function openPage(edge: Edge, token: string): Promise<QuoteOnPage> {
  return byLink(edge, token, async (work, quote, visitor) => {
    if (edge.actor.userId === null) await logVisit(work, quote, visitor);
    return pageOf(work, quote);
  });
}

/**
 * Counts what one address sends, and what comes by one link, so that neither floods the other. Before the unit of work: within
 * it a count would wait for a second connection while it holds the first.
 */
export async function countSending({ runtime, request }: Edge, token: string): Promise<void> {
  await countAttempt(runtime.database, [
    { key: ["quote comment", request.ip], most: 20, seconds: 3600 },
    { key: ["quote comment by link", token], most: 40, seconds: 3600 },
  ]);
}

/** As a PDF. Printing takes the time of everybody, so one address has few, and so has one link. */
export async function sendPdf(edge: Edge, token: string): Promise<unknown> {
  await countAttempt(edge.runtime.database, [
    { key: ["quote document", edge.request.ip], most: 20, seconds: 60 },
    { key: ["quote document by link", token], most: 20, seconds: 60 },
  ]);
  const document = await byLink(edge, token, printedQuote);
  return sendDocument(edge, document.number, await printDocument(document));
}

/** A PDF, shown where the browser can. */
export function sendDocument({ reply }: Edge, name: string, file: Buffer): unknown {
  return reply
    .header("content-type", "application/pdf")
    .header("content-disposition", `inline; filename*=UTF-8''${encodeURIComponent(`${name}.pdf`)}`)
    .send(file);
}
