import type { Module } from "#records";

export { printDocument } from "./printing/printing.ts";
export type { PrintedDocument, PrintedLine, PrintedParty, PrintedTax } from "./printing/printed-document.ts";

/** From the quote over the order to the delivery: what was offered, agreed and handed over. */
export const trade: Module = {
  name: "trade",
  objects: [],
  handlers: [],
};
