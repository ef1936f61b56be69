import { z } from "zod";
import { decimalText } from "#kernel/money";
import { recordShape } from "#records/contract";

export const mostLines = 500;

const notNegative = decimalText.refine((text) => !text.startsWith("-"));
/** Two decimals, so that the discount of a line and that of its document multiply to six. */
const discount = z.number().min(-1000).max(1000).multipleOf(0.01);

/** One line as somebody wishes it; what is left out follows from the product, its price list and the taxes of the day. */
export const lineWish = z.strictObject({
  /** The line that is there already; a new one unless told. */
  id: z.uuid().optional(),
  product: z.uuid().nullish(),
  /** The product's name unless told. */
  description: z.string().trim().max(2000).optional(),
  quantity: decimalText,
  unit: z.string().trim().max(40).nullish(),
  /** For one; what the price list says unless told. */
  price: notNegative.nullish(),
  discount: discount.default(0),
  tax_class: z.string().max(60).nullish(),
});
export type LineWish = z.infer<typeof lineWish>;

export const quoteLineWish = lineWish.extend({
  optional: z.boolean().default(false),
  /** Whether the customer takes what is optional. */
  chosen: z.boolean().default(false),
});
export type QuoteLineWish = z.infer<typeof quoteLineWish>;

/** All lines of a draft in their order, with what else its sums hang on. */
export function linesBody<W extends z.ZodType>(wish: W) {
  return z.strictObject({
    /** The version of the document that was looked at; a stale one is refused. */
    version: z.int().optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
    /** On the whole document, in percent. */
    discount: discount.optional(),
    lines: z.array(wish).max(mostLines),
  });
}

export const lineWarning = z.strictObject({
  line: z.uuid(),
  code: z.enum(["product_withdrawn", "above_limit", "below_cost"]),
});

/** What it costs us, told to those alone who may read what a product costs. */
export const margin = z.strictObject({
  amount: decimalText,
  /** Of the net sum; null where that is nothing. */
  percent: z.number().nullable(),
  /** What one of a line costs, by the id of the line; in the currency of the document. */
  costs: z.record(z.string(), decimalText),
  /** Whether the cost of every line is known. */
  complete: z.boolean(),
});

export const documentContent = z.strictObject({
  document: recordShape,
  lines: z.array(recordShape),
  taxes: z.array(z.strictObject({ key: z.string(), rate: z.string(), net: z.string(), tax: z.string() })),
  /** The price that the price list asks, by the id of the line. */
  list_prices: z.record(z.string(), decimalText),
  warnings: z.array(lineWarning),
  /** The largest discount given, and how much the reader gives without approval; in percent. */
  discount_given: z.number(),
  discount_limit: z.number(),
  margin: margin.nullable(),
});
export type DocumentContent = z.infer<typeof documentContent>;
