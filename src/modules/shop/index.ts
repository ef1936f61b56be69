import { handle, type Module } from "#records";
import { beginCartWith, changeCartTo, dropCartInHand } from "./carts/keeping.ts";
import { reckonCart } from "./carts/reckoning.ts";
import { cartInHand } from "./carts/stored-cart.ts";
import { sweepCarts } from "./carts/sweeping.ts";
import * as contract from "./contract/index.ts";
import { placeOrderOf } from "./orders/placing.ts";
import { ordersOfShop, statusOf } from "./orders/status.ts";
import { offeredProducts } from "./products/offered.ts";
import { shopPrices } from "./products/prices.ts";

/** The catalogue, prices, carts and orders for a web shop. */
export const shop: Module = {
  name: "shop",
  objects: [],
  handlers: [
    handle(contract.readShopProducts, (work, { query }) => offeredProducts(work, query)),
    handle(contract.readShopPrices, (work, { body }) => shopPrices(work, body)),
    handle(contract.beginCart, (work, { body }) => beginCartWith(work, body)),
    handle(contract.readCart, async (work, { params }) =>
      reckonCart(work, await cartInHand(work, params.id, "read")),
    ),
    handle(contract.changeCart, (work, { params, body }) => changeCartTo(work, params.id, body)),
    handle(contract.dropCart, (work, { params }) => dropCartInHand(work, params.id)),
    handle(contract.placeCartOrder, (work, { params, body }) => placeOrderOf(work, params.id, body)),
    handle(contract.listShopOrders, (work, { query }) => ordersOfShop(work, query)),
    handle(contract.readShopOrder, (work, { params }) => statusOf(work, params.id)),
  ],
  jobs: { "shop.sweep_carts": sweepCarts },
  crontab: ["33 3 * * * shop.sweep_carts"],
};
