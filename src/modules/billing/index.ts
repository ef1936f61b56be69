import { handle, handleRaw, type Module } from "#records";
import { bankAccountRules } from "./bank/account-rules.ts";
import { importStatements } from "./bank/importing.ts";
import { setAside, settleTransaction, takeUp } from "./bank/matching/settling.ts";
import { previewStatements } from "./bank/previewing.ts";
import { suggestions } from "./bank/matching/suggestions.ts";
import { chainOf } from "./chain/reading.ts";
import * as contract from "./contract/index.ts";
import { activateContract, terminateContract } from "./contracts/deciding.ts";
import { keepContracts } from "./contracts/keeping-time.ts";
import { contractRules } from "./contracts/rules.ts";
import { creditInvoice } from "./invoices/crediting.ts";
import { creditReturned } from "./invoices/crediting-returned.ts";
import { invoiceDeposit } from "./invoices/deposits.ts";
import { invoiceOrder } from "./invoices/from-order.ts";
import { issueInvoice } from "./invoices/issuing.ts";
import { setLines } from "./invoices/lines.ts";
import { demonstrateBilling } from "./demonstration/billing-trade.ts";
import { proposedLetter } from "./invoices/letter.ts";
import { invoicesGoOut, mailingsOf, mailInvoice, sendInvoiceLetter } from "./invoices/mailing.ts";
import { missingDetails } from "./invoices/missing-details.ts";
import { printInvoice } from "./invoices/printing.ts";
import { invoiceRules } from "./invoices/rules.ts";
import { invoiceSums } from "./invoices/sums.ts";
import { openPage, payByLink, sendPdf } from "./payment-page/by-link.ts";
import { paymentLinkOf } from "./payment-page/links.ts";
import { allocateCredit, allocatePayment } from "./payments/allocating.ts";
import { recordPayment } from "./payments/recording.ts";
import { refundCredit, refundPayment } from "./payments/refunding.ts";
import { reversePayment } from "./payments/reversing.ts";
import { refundsGoOut } from "./provider/giving-back.ts";
import { changeProvider, shownProvider, tryProvider } from "./provider/keys.ts";
import { paymentNotices } from "./provider/notices.ts";
import { changeBillingSettings, readBillingSettings } from "./settings/billing-settings.ts";
import { changeLines } from "./subscriptions/changing-lines.ts";
import { invoiceSubscriptions } from "./subscriptions/invoicing.ts";
import { recurringRevenue } from "./subscriptions/reporting.ts";
import { subscriptionRules } from "./subscriptions/rules.ts";
import {
  cancelSubscription,
  keepSubscription,
  pauseSubscription,
  resumeSubscription,
  startSubscription,
} from "./subscriptions/running.ts";

export { paymentLinkOf } from "./payment-page/links.ts";
export { invoiceSubscriptions } from "./subscriptions/invoicing.ts";

/** Invoices, payments, contracts and subscriptions: from what was delivered to the money. */
export const billing: Module = {
  name: "billing",
  objects: [
    contract.invoiceObject,
    contract.invoiceLineObject,
    contract.paymentObject,
    contract.paymentAllocationObject,
    contract.refundObject,
    contract.disputeObject,
    contract.bankAccountObject,
    contract.bankStatementObject,
    contract.bankTransactionObject,
    contract.contractObject,
    contract.contractDocumentObject,
    contract.subscriptionObject,
    contract.subscriptionLineObject,
    contract.subscriptionPauseObject,
    contract.mrrMovementObject,
  ],
  rules: {
    bank_account: bankAccountRules,
    invoice: invoiceRules,
    contract: contractRules,
    subscription: subscriptionRules,
  },
  news: contract.billingNews,
  handlers: [
    ...invoiceHandlers(),
    ...paymentHandlers(),
    ...bankHandlers(),
    ...subscriptionHandlers(),
    ...providerHandlers(),
  ],
  subscriptions: [demonstrateBilling, refundsGoOut, invoicesGoOut],
  protocols: [paymentNotices],
  jobs: {
    "billing.invoice_subscriptions": (runtime, _payload, stopping) => invoiceSubscriptions(runtime, stopping),
    "billing.keep_contracts": keepContracts,
    "billing.mail_invoice": sendInvoiceLetter,
  },
  crontab: ["20 * * * * billing.invoice_subscriptions", "5 1 * * * billing.keep_contracts"],
};

function invoiceHandlers() {
  return [
    handle(contract.setInvoiceLines, (work, { params, body }) => setLines(work, params.id, body.lines)),
    handle(contract.issueInvoice, (work, { params }) => issueInvoice(work, params.id)),
    handle(contract.invoiceOrder, (work, { params, body }) => invoiceOrder(work, params.id, body)),
    handle(contract.invoiceDeposit, (work, { params, body }) => invoiceDeposit(work, params.id, body)),
    handle(contract.creditInvoice, (work, { params, body }) => creditInvoice(work, params.id, body)),
    handle(contract.creditReturned, async (work, { params }) => ({
      data: await creditReturned(work, params.id),
    })),
    handle(contract.readMissingDetails, (work, { params }) => missingDetails(work, params.id)),
    handle(contract.readInvoiceSums, (work, { params }) => invoiceSums(work, params.id)),
    handle(contract.printInvoice, async (work, { params }, { reply }) => {
      const { name, content } = await printInvoice(work, params.id);
      const disposition = `inline; filename*=UTF-8''${encodeURIComponent(name)}`;
      await reply.type("application/pdf").header("content-disposition", disposition).send(content);
    }),
    handle(contract.proposeInvoiceLetter, (work, { params, query }, { runtime }) =>
      proposedLetter(work, runtime.settings, params.id, query.kind),
    ),
    handle(contract.mailInvoice, (work, { params, body }, { runtime }) =>
      mailInvoice(work, runtime.settings, params.id, body),
    ),
    handle(contract.readInvoiceMailings, (work, { params }, { runtime }) =>
      mailingsOf(work, runtime.settings, params.id),
    ),
    ...contract.chainObjects.map((object) =>
      handle(contract.readChain[object], (work, { params }) => chainOf(work, object, params.id)),
    ),
    handle(contract.readBillingSettings, readBillingSettings),
    handle(contract.changeBillingSettings, (work, { body }) => changeBillingSettings(work, body)),
  ];
}

function paymentHandlers() {
  return [
    handle(contract.recordPayment, (work, { body }) => recordPayment(work, body)),
    handle(contract.allocatePayment, (work, { params, body }) => allocatePayment(work, params.id, body)),
    handle(contract.allocateCredit, (work, { params, body }) => allocateCredit(work, params.id, body)),
    handle(contract.reversePayment, (work, { params, body }) => reversePayment(work, params.id, body.reason)),
    handle(contract.refundPayment, (work, { params, body }) => refundPayment(work, params.id, body)),
    handle(contract.refundCredit, (work, { params, body }) => refundCredit(work, params.id, body)),
  ];
}

function bankHandlers() {
  return [
    handle(contract.importBankStatements, (work, { body }) => importStatements(work, body)),
    handle(contract.previewBankStatements, (work, { body }, { problemOf }) =>
      previewStatements(work, body, problemOf),
    ),
    handle(contract.readSuggestions, (work, { params }) => suggestions(work, params.id)),
    handle(contract.settleTransaction, (work, { params, body }) => settleTransaction(work, params.id, body)),
    handle(contract.setTransactionAside, (work, { params }) => setAside(work, params.id)),
    handle(contract.takeTransactionUp, (work, { params }) => takeUp(work, params.id)),
  ];
}

function subscriptionHandlers() {
  return [
    handle(contract.setSubscriptionLines, (work, { params, body }) => changeLines(work, params.id, body)),
    handle(contract.startSubscription, (work, { params }) => startSubscription(work, params.id)),
    handle(contract.pauseSubscription, (work, { params, body }) => pauseSubscription(work, params.id, body)),
    handle(contract.resumeSubscription, (work, { params }) => resumeSubscription(work, params.id)),
    handle(contract.cancelSubscription, (work, { params, body }) =>
      cancelSubscription(work, params.id, body),
    ),
    handle(contract.keepSubscription, (work, { params }) => keepSubscription(work, params.id)),
    handle(contract.readRecurringRevenue, (work, { query }) => recurringRevenue(work, query)),
    handle(contract.activateContract, (work, { params }) => activateContract(work, params.id)),
    handle(contract.terminateContract, (work, { params, body }) => terminateContract(work, params.id, body)),
  ];
}

function providerHandlers() {
  return [
    handle(contract.readPaymentProvider, (work, _call, { runtime }) => shownProvider(work, runtime.settings)),
    handle(contract.changePaymentProvider, (work, { body }, { runtime }) =>
      changeProvider(work, runtime.settings, body),
    ),
    handleRaw(contract.tryPaymentProvider, ({ runtime }) => tryProvider(runtime)),
    handle(contract.readPaymentLink, async (work, { params }, { runtime }) => ({
      address: await paymentLinkOf(work, runtime.settings, params.id),
    })),
    handleRaw(contract.readPaymentPage, (edge, { params }) => openPage(edge, params.token)),
    handleRaw(contract.printByPaymentLink, (edge, { params }) => sendPdf(edge, params.token)),
    handleRaw(contract.openPaymentPage, (edge, { params }) => payByLink(edge, params.token)),
  ];
}
