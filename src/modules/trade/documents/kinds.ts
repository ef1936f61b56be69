/** Quotes and orders are alike as far as their lines and sums go; this tells the one from the other. */
export interface DocumentKind {
  readonly object: "quote" | "order";
  readonly line: "quote_line" | "order_line";
  readonly table: "quotes" | "orders";
  readonly lineTable: "quote_lines" | "order_lines";
}

export const quoteKind: DocumentKind = {
  object: "quote",
  line: "quote_line",
  table: "quotes",
  lineTable: "quote_lines",
};

export const orderKind: DocumentKind = {
  object: "order",
  line: "order_line",
  table: "orders",
  lineTable: "order_lines",
};
