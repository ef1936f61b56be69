import { rulesOfDocuments } from "#catalogue";
import { priceLines } from "#trade";
import type { Work } from "#records";
import { buyerInSight } from "../buyers/buyer-in-sight.ts";
import { type CartLine, type ShopCart, shopChannel, type WantedLine } from "../contract/index.ts";
import type { StoredCart } from "./stored-cart.ts";
import { type CartProduct, productsOf, troublesOf } from "./troubles.ts";

type PricedLine = Awaited<ReturnType<typeof priceLines>>["lines"][number];

/**
 * A cart at the prices and taxes of now, reckoned as its order would be, at the prices of its buyer or at those for
 * everybody; lines with a problem count in no sum. Throws
 * `currency_rate_missing`, `tax_rate_missing`.
 */
export async function reckonCart(
  work: Work,
  cart: StoredCart,
  { forEverybody = false }: { readonly forEverybody?: boolean } = {},
): Promise<ShopCart> {
  const { currency } = cart;
  const buyer = await buyerInSight(work, cart.buyer);
  const pricesFor = forEverybody ? null : buyer;
  const { taxIncluded, rounding } = await rulesOfDocuments(work);
  const products = await productsOf(work, cart.lines);
  const troubles = await troublesOf(work, { ...cart, buyer: pricesFor }, products);
  const priced = await priceLines(
    work,
    { customer: buyer, pricesFor, currency, discount: "0", channel: shopChannel, taxIncluded, rounding },
    cart.lines.filter((_, at) => troubles[at] === null).map(asWish),
  );
  const inTurn = priced.lines.values();
  const lines = cart.lines.map((line, at) => {
    const priced = troubles[at] ? undefined : inTurn.next().value;
    const problem = troubles[at] ?? (priced && isForNothing(priced) ? tooLittle : null);
    return shownLine(line, products.get(line.product), {
      problem,
      priced: problem ? undefined : priced,
    });
  });
  const { net, tax, gross: total } = priced.sums;
  const taxes = priced.sums.taxes.map((one) => ({ ...one }));
  const expiresAt = cart.expires.toISOString();
  return {
    id: cart.id,
    buyer,
    currency,
    taxIncluded,
    lines,
    taxes,
    net,
    tax,
    total,
    order: cart.order,
    expiresAt,
  };
}

// Little enough rounds to nothing: many such lines would be goods for nothing. They add nothing to the sums.
const isForNothing = ({ price, total }: PricedLine) => Number(price) > 0 && Number(total) === 0;
const tooLittle = { code: "quantity_invalid" } as const;

/** A line of a cart as trade prices it. */
export const asWish = ({ product, quantity }: WantedLine) => ({ product, quantity, discount: 0 });

function shownLine(
  line: WantedLine,
  product: CartProduct | undefined,
  { problem, priced }: { readonly problem: CartLine["problem"]; readonly priced: PricedLine | undefined },
): CartLine {
  return {
    ...line,
    name: product?.name ?? "",
    unit: product?.unit ?? null,
    price: priced?.price ?? null,
    taxRate: priced?.tax_rate ?? null,
    net: priced?.net ?? null,
    tax: priced?.tax ?? null,
    total: priced?.total ?? null,
    problem,
  };
}
