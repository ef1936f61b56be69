/** What trade tells the rest of the house; each is written with the rows it speaks of. */
export const tradeEvents = {
  approvalAsked: "trade.approval_asked",
  quoteApproved: "trade.quote_approved",
  quoteRejected: "trade.quote_rejected",
  quoteSent: "trade.quote_sent",
  /** payload: `mailing` */
  quoteMailed: "trade.quote_mailed",
  /** payload: `order` */
  quoteAccepted: "trade.quote_accepted",
  /** payload: `reason` */
  quoteDeclined: "trade.quote_declined",
  quoteCommented: "trade.quote_commented",
  quoteWithdrawn: "trade.quote_withdrawn",
  quoteExpired: "trade.quote_expired",
  /** payload: `by`, the version that takes its place */
  quoteReplaced: "trade.quote_replaced",
  orderConfirmed: "trade.order_confirmed",
  /** payload: `reason` */
  orderCancelled: "trade.order_cancelled",
  orderCompleted: "trade.order_completed",
  /** payload: `order` */
  delivered: "trade.delivered",
  /** payload: `order` */
  returned: "trade.returned",
} as const;

/** Those that other systems may hear of, by what they are about. */
export const tradeNews: Readonly<Record<string, readonly string[]>> = {
  quote: Object.values(tradeEvents).filter((name) => /quote|approval/.test(name)),
  order: [tradeEvents.orderConfirmed, tradeEvents.orderCancelled, tradeEvents.orderCompleted],
  delivery: [tradeEvents.delivered, tradeEvents.returned],
};

/** The demonstration company has orders: the rooms above add what they have of it. */
export const demonstrationTraded = "trade.demonstration_traded";
