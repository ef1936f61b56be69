import { handle, type Module } from "#records";
import { categoryRules } from "./categories/rules.ts";
import * as contract from "./contract/index.ts";
import { currencyRateRules } from "./currencies/rules.ts";
import { listDiscountLimits, setDiscountLimits } from "./discounts/limits.ts";
import { readPricesFor } from "./prices/reading.ts";
import { priceItemRules, priceListRules } from "./prices/rules.ts";
import { bundlePartRules } from "./products/bundles.ts";
import { productRules } from "./products/rules.ts";
import { makeVariantsOf } from "./products/variants.ts";
import { changeSellerTo, readSellerRecord } from "./seller/seller.ts";
import { bookProductStock } from "./stock/booking.ts";
import { warehouseRules } from "./stock/warehouse-rules.ts";
import { taxRateRules } from "./taxes/rate-rules.ts";

export { rateOf } from "./currencies/rate-of.ts";
export { discountLimitOf } from "./discounts/limits.ts";
export { readPricesFor } from "./prices/reading.ts";
export { pricesFor } from "./prices/prices-for.ts";
export { type UnitWord, unitWords } from "./products/unit-words.ts";
export { refuseWithdrawn } from "./products/withdrawn.ts";
export { type Seller, sellerOf } from "./seller/seller.ts";
export { moveStock, reserveStock, type StockMove } from "./stock/moving.ts";
export { isInUnion } from "./taxes/buyers.ts";
export { rulesOfDocuments } from "./taxes/country-rules.ts";
export { type LineTax, taxesFor, taxesOfPurchases } from "./taxes/taxes-for.ts";

/** What is sold, for how much to whom, with which tax, and how much of it there is. */
export const catalogue: Module = {
  name: "catalogue",
  objects: [
    contract.productObject,
    contract.categoryObject,
    contract.variantValueObject,
    contract.bundlePartObject,
    contract.taxRateObject,
    contract.currencyRateObject,
    contract.sellerObject,
    contract.priceListObject,
    contract.priceItemObject,
    contract.warehouseObject,
    contract.stockLevelObject,
    contract.stockMovementObject,
  ],
  rules: {
    product: productRules,
    product_category: categoryRules,
    bundle_part: bundlePartRules,
    tax_rate: taxRateRules,
    currency_rate: currencyRateRules,
    price_list: priceListRules,
    price_item: priceItemRules,
    warehouse: warehouseRules,
  },
  news: contract.catalogueNews,
  handlers: [
    handle(contract.makeVariants, (work, { params, body }) => makeVariantsOf(work, params.id, body)),
    handle(contract.readPrices, (work, { body }) => readPricesFor(work, body)),
    handle(contract.bookStock, (work, { params, body }) => bookProductStock(work, params.id, body)),
    handle(contract.readSeller, (work) => readSellerRecord(work)),
    handle(contract.changeSeller, (work, { body }) => changeSellerTo(work, body)),
    handle(contract.readDiscountLimits, (work) => listDiscountLimits(work)),
    handle(contract.changeDiscountLimits, (work, { body }) => setDiscountLimits(work, body)),
  ],
};
