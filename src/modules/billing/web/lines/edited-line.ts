import { decimalsOf, documentSums } from "#catalogue/contract";
import { newId } from "#kernel/id";
import type { LinkValue } from "#records/contract";
import type { TypedLine } from "#trade/web";

export interface EditedLine extends TypedLine {
  readonly id?: string;
  readonly product: LinkValue | null;
  readonly taxClass?: string | null;
  /** What it comes to, as the server said. */
  readonly total?: string;
  /** It came from elsewhere: only its quantity can be changed. */
  readonly isFixed?: boolean;
}

/** A line that was just begun: of a product, or a free one. */
export function newLine(product: LinkValue | null): EditedLine {
  return {
    key: newId(),
    product,
    description: product?.title ?? "",
    quantity: "1",
    unit: null,
    price: product ? null : "0",
    discount: "0",
  };
}

/** A line as the server takes it. */
export function wishedLine({
  id,
  product,
  description,
  quantity,
  unit,
  price,
  discount,
  taxClass,
}: EditedLine) {
  return {
    ...(id && { id }),
    product: product?.id ?? null,
    description,
    quantity: quantity ?? "0",
    unit,
    ...(price !== null && { price }),
    discount: discount ?? "0",
    ...(taxClass && { tax_class: taxClass }),
  };
}

/** What lines come to as they are priced, and together; nothing of those that are not whole. */
export function amountsOf(
  lines: readonly Pick<EditedLine, "quantity" | "price" | "discount">[],
  currency: string,
): { readonly each: readonly string[]; readonly together: string } {
  const priced = lines.map(({ quantity, price, discount }) => ({
    quantity: quantity ?? "0",
    price: price ?? "0",
    discount: discount ?? "0",
    tax: { key: "", rate: "0" },
  }));
  const sums = documentSums(priced, { decimals: decimalsOf(currency), taxIncluded: false, rounding: "line" });
  return { each: sums.lines.map(({ net }) => net), together: sums.net };
}
