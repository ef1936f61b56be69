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
