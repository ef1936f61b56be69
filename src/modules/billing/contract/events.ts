/** What billing tells the rest of the house; each is written with the rows it speaks of. */
export const billingEvents = {
  /** payload: `kind`, `number` */
  invoiceIssued: "billing.invoice_issued",
  /** payload: `number` */
  invoicePaid: "billing.invoice_paid",
  /** payload: `to` */
  invoiceSent: "billing.invoice_sent",
  /** payload: `to` */
  invoiceReminded: "billing.invoice_reminded",
  /** payload: `mailing` */
  letterQueued: "billing.letter_queued",
  /** payload: `customer` */
  paymentReceived: "billing.payment_received",
  /** payload: `reason` */
  paymentReversed: "billing.payment_reversed",
  /** payload: `reason` */
  refunded: "billing.payment_refunded",
  subscriptionStarted: "billing.subscription_started",
  subscriptionChanged: "billing.subscription_changed",
  subscriptionPaused: "billing.subscription_paused",
  subscriptionResumed: "billing.subscription_resumed",
  /** payload: `ends_on`, `reason` */
  subscriptionCancelled: "billing.subscription_cancelled",
  contractActivated: "billing.contract_activated",
  /** payload: `ends_on` */
  contractRenewed: "billing.contract_renewed",
  /** payload: `ends_on`, `reason` */
  contractTerminated: "billing.contract_terminated",
} as const;

const all = Object.values(billingEvents);

/** Those that other systems may hear of, by what they are about. */
export const billingNews: Readonly<Record<string, readonly string[]>> = {
  invoice: all.filter((name) => name.startsWith("billing.invoice")),
  payment: all.filter((name) => name.startsWith("billing.payment")),
  subscription: all.filter((name) => name.startsWith("billing.subscription")),
  contract: all.filter((name) => name.startsWith("billing.contract")),
};
