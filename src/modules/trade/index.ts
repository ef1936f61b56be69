import type { Module } from "#records";

/** From the quote over the order to the delivery: what was offered, agreed and handed over. */
export const trade: Module = {
  name: "trade",
  objects: [],
  handlers: [],
};
