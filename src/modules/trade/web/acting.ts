import { type Acting, useAct } from "#records/web";

const touched = {
  objects: ["quote", "quote_approval", "order", "order_line", "delivery", "deal"],
  queries: ["trade", "timeline"],
};

/** Acts on quotes, orders and deliveries. */
export const useTradeAct = (): Acting => useAct(touched);
