import type { Module } from "#records";

/** Invoices, payments, contracts and subscriptions: from what was delivered to the money. */
export const billing: Module = {
  name: "billing",
  objects: [],
  handlers: [],
};
