export * from "./delivery-objects.ts";
export * from "./document-design.ts";
export * from "./events.ts";
export * from "./numbering.ts";
export * from "./order-objects.ts";
export * from "./quote-objects.ts";
