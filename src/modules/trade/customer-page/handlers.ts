import { type Edge, handle, handleRaw } from "#records";
import * as contract from "../contract/quote-links.ts";
import { printDocument } from "../printing/printing.ts";
import { seenDelivery } from "../printing/printed-delivery.ts";
import { seenOrder, seenQuote } from "../printing/printed-sales.ts";
import { acceptAsCustomer, declineAsCustomer } from "./answering.ts";
import { byCustomer, countSending, openPage, sendDocument, sendPdf } from "./by-link.ts";
import { commentAsCustomer, commentAsSeller } from "./comments.ts";
import { makeLink, revokeLinks } from "./links.ts";
import { mailQuote } from "./mailing.ts";
import { customerSideOf } from "./seller-side.ts";

const settingsOf = ({ runtime }: Edge) => runtime.settings;

export const customerPageHandlers = [
  handle(contract.readCustomerSide, (work, { params }, edge) =>
    customerSideOf(work, settingsOf(edge), params.id),
  ),
  handle(contract.makeQuoteLink, async (work, { params }, edge) => ({
    link: await makeLink(work, settingsOf(edge), params.id),
  })),
  handle(contract.revokeQuoteLinks, (work, { params }) => revokeLinks(work, params.id)),
  handle(contract.mailQuote, (work, { params, body }, edge) =>
    mailQuote(work, settingsOf(edge), params.id, body),
  ),
  handle(contract.answerQuoteComment, (work, { params, body }) =>
    commentAsSeller(work, params.id, body.body),
  ),
  handleRaw(contract.printQuote, (edge, { params }) => print(edge, seenQuote, params.id)),
  handleRaw(contract.printOrder, (edge, { params }) => print(edge, seenOrder, params.id)),
  handleRaw(contract.printDelivery, (edge, { params }) => print(edge, seenDelivery, params.id)),
  handleRaw(contract.openQuoteLink, (edge, { params }) => openPage(edge, params.token)),
  handleRaw(contract.printByLink, (edge, { params }) => sendPdf(edge, params.token)),
  handleRaw(contract.commentByLink, async (edge, { params, body }) => {
    await countSending(edge, params.token);
    return byCustomer(edge, params.token, (work, quote, { address }) =>
      commentAsCustomer(work, quote, { ...body, address }),
    );
  }),
  handleRaw(contract.acceptByLink, (edge, { params, body }) =>
    byCustomer(edge, params.token, (work, quote, visitor) =>
      acceptAsCustomer(work, quote, { ...body, ...visitor }),
    ),
  ),
  handleRaw(contract.declineByLink, (edge, { params, body }) =>
    byCustomer(edge, params.token, (work, quote, visitor) =>
      declineAsCustomer(work, quote, { ...body, ...visitor }),
    ),
  ),
];

async function print(edge: Edge, read: typeof seenQuote, id: string): Promise<unknown> {
  const document = await edge.runtime.read(edge.actor, "screen", (work) => read(work, id));
  return sendDocument(edge, document.number, await printDocument(document));
}
