import { priceLines } from "#trade";
import type { Work } from "#records";

/** A line as somebody wishes it; what one of a product does not say is the catalogue's. */
export interface WishedLine {
  readonly product?: string | null | undefined;
  readonly description: string;
  readonly quantity: string;
  readonly unit?: string | null | undefined;
  readonly price?: string | undefined;
  readonly discount?: string | undefined;
  readonly tax_class?: string | null | undefined;
}

interface Head {
  readonly customer: string;
  readonly currency: string;
  readonly taxIncluded: boolean;
}

/** Lines with a price: what a product without one costs this customer today, by its unit and its class of tax. */
export async function fromCatalogue<L extends WishedLine>(
  work: Work,
  head: Head,
  wished: readonly L[],
): Promise<(L & { readonly price: string })[]> {
  const asked = wished.filter(({ product, price }) => product && price === undefined);
  if (asked.length === 0) return wished.map((line) => ({ ...line, price: line.price ?? "0" }));
  const { lines } = await priceLines(
    work,
    { ...head, discount: "0", rounding: "line", channel: null },
    asked.map(({ product, description, quantity }) => ({ product, description, quantity, discount: 0 })),
  );
  return wished.map((line) => {
    const priced = lines[asked.indexOf(line)];
    if (!priced) return { ...line, price: line.price ?? "0" };
    const { unit, tax_class, price } = priced;
    return { ...line, price, unit: line.unit ?? unit, tax_class: line.tax_class ?? tax_class };
  });
}
