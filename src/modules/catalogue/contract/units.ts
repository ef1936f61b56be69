/** What quantities are counted in, and how many decimals they have unless the product says otherwise. */
const decimalsByUnit = {
  piece: 0,
  set: 0,
  pack: 0,
  hour: 2,
  day: 2,
  month: 2,
  year: 2,
  kilogram: 3,
  metre: 3,
  square_metre: 3,
  litre: 3,
} as const;

export const units = Object.keys(decimalsByUnit) as readonly (keyof typeof decimalsByUnit)[];

/** Decimals of quantities in units that the organisation added. */
const ofOthers = 3;

/** How many decimals a quantity of a product has: 0 for pieces, 2 for hours, as its own number says where it has one. */
export function quantityDecimals(product: {
  readonly unit?: unknown;
  readonly quantity_decimals?: unknown;
}): number {
  if (typeof product.quantity_decimals === "number") return product.quantity_decimals;
  const known: Readonly<Record<string, number>> = decimalsByUnit;
  return typeof product.unit === "string" ? (known[product.unit] ?? ofOthers) : ofOthers;
}
