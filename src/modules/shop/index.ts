import type { Module } from "#records";

/** The catalogue, prices, carts and orders for a web shop. */
export const shop: Module = {
  name: "shop",
  objects: [],
  handlers: [],
};
