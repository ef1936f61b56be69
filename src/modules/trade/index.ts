import { handle, type Module } from "#records";
import * as contract from "./contract/index.ts";
import { changeFormat } from "./numbering/changing-format.ts";
import { orderRules } from "./orders/rules.ts";
import { printingHandlers } from "./printing/handlers.ts";
import { quoteRules } from "./quotes/rules.ts";

export { nextNumber } from "./numbering/next-number.ts";
export { designFor } from "./printing/designing.ts";
export { printDocument } from "./printing/printing.ts";
export type { PrintedDocument, PrintedLine, PrintedParty, PrintedTax } from "./printing/printed-document.ts";

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
  rules: { quote: quoteRules, order: orderRules },
  news: contract.tradeNews,
  handlers: [
    handle(contract.changeNumberFormat, (work, { params, body }) => changeFormat(work, params.id, body)),
    ...printingHandlers,
  ],
};
