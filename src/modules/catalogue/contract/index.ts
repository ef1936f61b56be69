export { decimalsOf } from "./currency-decimals.ts";
export {
  type DocumentLine,
  type DocumentRules,
  type DocumentSums,
  documentSums,
  type DocumentTax,
  shareOfLine,
  type Sums,
  sumsOfLines,
  type TaxSums,
} from "./document-sums.ts";
export * from "./currencies.ts";
export * from "./discounts.ts";
export * from "./events.ts";
export { lineProblem } from "./line-problems.ts";
export * from "./prices.ts";
export * from "./products.ts";
export * from "./seller.ts";
export * from "./stock.ts";
export { priceAs } from "./tax-in-price.ts";
export * from "./taxes.ts";
export * from "./units.ts";
export * from "./variants.ts";
