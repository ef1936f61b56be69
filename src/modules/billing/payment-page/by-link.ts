import { AppError } from "#kernel/error";
import { countAttempt, organisationOf } from "#platform";
import type { Edge, Work } from "#records";
import type { PaymentPage } from "../contract/payment-page.ts";
import { printInvoice } from "../invoices/printing.ts";
import { openPayment } from "../provider/paying.ts";
import { invoiceOf } from "./links.ts";
import { pageOf } from "./page.ts";

/** Misses of one address within ten minutes; who holds a link has none. */
const mostMisses = { most: 20, seconds: 600 } as const;

export function openPage(edge: Edge, token: string): Promise<PaymentPage> {
  return byLink(edge, token, pageOf);
}

/** Opens the provider's page for what is open. */
export async function payByLink(edge: Edge, token: string): Promise<{ readonly address: string }> {
  await byLink(edge, token, pageOf);
  return openPayment(edge.runtime, token);
}

export async function sendPdf(edge: Edge, token: string): Promise<unknown> {
  const { name, content } = await byLink(edge, token, async (work, invoice) => {
    await pageOf(work, invoice);
    return printInvoice(work, invoice);
  });
  return edge.reply
    .header("content-type", "application/pdf")
    .header("content-disposition", `inline; filename*=UTF-8''${encodeURIComponent(name)}`)
    .send(content);
}

/** Does what who holds a link may do, as the product itself. Guessed links are counted by address. */
async function byLink<T>(
  { runtime, request }: Edge,
  token: string,
  act: (work: Work, invoice: string) => Promise<T>,
): Promise<T> {
  const { timeZone } = await organisationOf(runtime.database);
  try {
    const invoice = invoiceOf(runtime.settings.secret, token);
    return await runtime.runAsSystem((work) => act({ ...work, actor: { ...work.actor, timeZone } }, invoice));
  } catch (error) {
    if (error instanceof AppError && error.code === "payment_link_gone")
      await countAttempt(runtime.database, [{ key: ["payment link", request.ip], ...mostMisses }]);
    throw error;
  }
}
