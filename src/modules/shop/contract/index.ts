export * from "./carts.ts";
export * from "./orders.ts";
export * from "./products.ts";
