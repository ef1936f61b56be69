import type { FieldError } from "#kernel/error";

/** What is wrong with the numbers of a line, as one types it and before it is written; null where nothing is. */
export function lineProblem(line: {
  readonly quantity: string;
  readonly price?: string | null;
  readonly discount: string;
  /** Of the product (`quantityDecimals`); 6 for lines without one. */
  readonly decimals?: number;
}): FieldError | null {
  const quantity = Number(line.quantity);
  if (!(quantity > 0 && quantity < 1e9)) return { code: "quantity_invalid", field: "quantity" };
  const decimals = line.decimals ?? 6;
  if ((line.quantity.split(".")[1]?.replace(/0+$/, "").length ?? 0) > decimals)
    return { code: "quantity_too_fine", field: "quantity", params: { decimals } };
  if (line.price != null && !(Number(line.price) >= 0)) return { code: "field_invalid", field: "price" };
  const discount = Number(line.discount);
  return discount >= 0 && discount <= 100 ? null : { code: "discount_invalid", field: "discount" };
}
