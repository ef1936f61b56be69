import { handle, type Module } from "#records";
import * as contract from "./contract/index.ts";
import { customerPageHandlers } from "./customer-page/handlers.ts";
import { quotesGoOut, sendQuoteLetter } from "./customer-page/mailing.ts";
import { deliverOrder } from "./deliveries/delivering.ts";
import { returnDelivered } from "./deliveries/returning.ts";
import { demonstrateTrade } from "./demonstration/trading.ts";
import { changeLines } from "./documents/changing-lines.ts";
import { contentOf } from "./documents/content.ts";
import { orderKind, quoteKind } from "./documents/kinds.ts";
import { changeFormat } from "./numbering/changing-format.ts";
import { goOnFrom, nextInEach } from "./numbering/next-in-series.ts";
import { cancelOrder } from "./orders/cancelling.ts";
import { confirmOrder } from "./orders/confirming.ts";
import { orderLineRules } from "./orders/imported-lines.ts";
import { copyOrder } from "./orders/making.ts";
import { orderRules } from "./orders/rules.ts";
import { printingHandlers } from "./printing/handlers.ts";
import { askForApproval, decideOnApproval, takeApprovalBack } from "./quotes/approving.ts";
import { acceptQuote, declineQuote } from "./quotes/deciding.ts";
import { expireQuotes } from "./quotes/expiring.ts";
import { quotesToFollow } from "./quotes/following.ts";
import { quoteFromDeal } from "./quotes/from-deal.ts";
import { changeQuoteSettings, quoteSettings } from "./quotes/quote-settings.ts";
import { quoteRules } from "./quotes/rules.ts";
import { sendQuote, withdrawQuote } from "./quotes/sending.ts";
import { approvals } from "./quotes/telling-approvals.ts";
import { copyQuote, newVersion } from "./quotes/versions.ts";

export { sellerOnPage } from "./customer-page/seller-on-page.ts";
export { priceLines } from "./documents/pricing-lines.ts";
export { assertWithinLimit } from "./documents/within-limit.ts";
export { nextNumber, nextNumbers } from "./numbering/next-number.ts";
export { type Counted, lockOrders, markInvoiced, type OrderLine, orderLines } from "./orders/counting.ts";
export { type PlacedOrder, placeOrder } from "./orders/making.ts";
export { designFor } from "./printing/designing.ts";
export { addressLines, printedBank, printedSeller } from "./printing/printed-parties.ts";
export type { PrintedDocument, PrintedLine, PrintedParty, PrintedTax } from "./printing/printed-document.ts";
export { printDocument } from "./printing/printing.ts";
export { addressSeen } from "./sending/address-seen.ts";
export { answersTo } from "./sending/answers-to.ts";
export { attached, fileNameOf } from "./sending/attached.ts";
export { longDay } from "./sending/long-day.ts";
export { mailingOf } from "./sending/mailings.ts";
export { type Posting, postMailing } from "./sending/posting.ts";
export { commentQuote } from "./quotes/commenting.ts";
export { type Acceptance, acceptQuote, declineQuote } from "./quotes/deciding.ts";

/** From the quote over the order to the delivery: what was offered, agreed and handed over. */
export const trade: Module = {
  name: "trade",
  objects: [
    contract.quoteObject,
    contract.quoteLineObject,
    contract.quoteApprovalObject,
    contract.orderObject,
    contract.orderLineObject,
    contract.deliveryObject,
    contract.deliveryLineObject,
    contract.numberSeriesObject,
  ],
  rules: { quote: quoteRules, order: orderRules, order_line: orderLineRules },
  news: contract.tradeNews,
  handlers: [
    handle(contract.readQuoteLines, (work, { params }) => contentOf(work, quoteKind, params.id)),
    handle(contract.changeQuoteLines, (work, { params, body }) =>
      changeLines(work, quoteKind, params.id, body),
    ),
    handle(contract.readQuotesToFollow, (work, { query }) => quotesToFollow(work, query)),
    handle(contract.quoteFromDeal, (work, { params }) => quoteFromDeal(work, params.id)),
    handle(contract.copyQuote, (work, { params, body }) => copyQuote(work, params.id, body)),
    handle(contract.newQuoteVersion, (work, { params }) => newVersion(work, params.id)),
    handle(contract.askForApproval, (work, { params, body }) => askForApproval(work, params.id, body)),
    handle(contract.decideOnApproval, (work, { params, body }) => decideOnApproval(work, params.id, body)),
    handle(contract.takeApprovalBack, (work, { params }) => takeApprovalBack(work, params.id)),
    handle(contract.sendQuote, (work, { params }) => sendQuote(work, params.id)),
    handle(contract.withdrawQuote, (work, { params }) => withdrawQuote(work, params.id)),
    handle(contract.acceptQuote, (work, { params, body }) => acceptQuote(work, params.id, body)),
    handle(contract.declineQuote, (work, { params, body }) => declineQuote(work, params.id, body)),
    handle(contract.readOrderLines, (work, { params }) => contentOf(work, orderKind, params.id)),
    handle(contract.changeOrderLines, (work, { params, body }) =>
      changeLines(work, orderKind, params.id, body),
    ),
    handle(contract.confirmOrder, (work, { params }) => confirmOrder(work, params.id)),
    handle(contract.cancelOrder, (work, { params, body }) => cancelOrder(work, params.id, body)),
    handle(contract.copyOrder, (work, { params }) => copyOrder(work, params.id)),
    handle(contract.deliverOrder, (work, { params, body }) => deliverOrder(work, params.id, body)),
    handle(contract.returnDelivered, (work, { params, body }) => returnDelivered(work, params.id, body)),
    handle(contract.readQuoteSettings, (work) => quoteSettings(work)),
    handle(contract.changeQuoteSettings, (work, { body }) => changeQuoteSettings(work, body)),
    handle(contract.changeNumberFormat, (work, { params, body }) => changeFormat(work, params.id, body)),
    handle(contract.readNextNumbers, (work) => nextInEach(work)),
    handle(contract.setNextNumber, (work, { params, body }) => goOnFrom(work, params.id, body.next)),
    ...printingHandlers,
    ...customerPageHandlers,
  ],
  jobs: {
    "trade.expire_quotes": (runtime) => expireQuotes(runtime),
    "trade.mail_quote": sendQuoteLetter,
  },
  crontab: ["12 * * * * trade.expire_quotes"],
  subscriptions: [approvals, demonstrateTrade, quotesGoOut],
};
