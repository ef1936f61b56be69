import { type Acting, useAct, useDialogAct } from "#records/web";

const touched = {
  objects: [
    "invoice",
    "invoice_line",
    "payment",
    "payment_allocation",
    "refund",
    "bank_account",
    "bank_transaction",
    "contract",
    "subscription",
    "subscription_line",
    "subscription_pause",
    "order",
    "order_line",
  ],
  queries: ["billing", "timeline"],
};

/** Acts on invoices, payments, contracts and subscriptions. */
export const useBillingAct = (): Acting => useAct(touched);

/** The same from within a dialog that does one thing. */
export const useBillingDialogAct = (onDone: () => void) => useDialogAct(touched, onDone);
