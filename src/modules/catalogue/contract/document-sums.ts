import { amountText, million, millionths, quotient, sumOf, units } from "./fixed-point.ts";

/**
 * The one arithmetic of documents, in the browser while one types and on the server when it is written. All numbers are
 * decimal text; quantities, prices and percents have up to six decimals, amounts those of their currency.
 */
export interface DocumentLine {
  readonly quantity: string;
  readonly price: string;
  /** In percent; 0 for none. */
  readonly discount: string;
  readonly tax: DocumentTax;
}

export interface DocumentTax {
  /** Lines of one key and one rate are taxed together: `standard`. */
  readonly key: string;
  /** In percent: `20`. */
  readonly rate: string;
}

export interface DocumentRules {
  /** Decimals of the currency: 2 for EUR, 0 for JPY, 3 for KWD (`decimalsOf`). */
  readonly decimals: number;
  /** Prices contain the tax. */
  readonly taxIncluded: boolean;
  /** Tax is rounded on every line, or once for each rate of the document. */
  readonly rounding: "line" | "document";
}

export interface Sums {
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
}

export interface TaxSums extends DocumentTax {
  readonly net: string;
  readonly tax: string;
}

export interface DocumentSums extends Sums {
  /** In the order of the lines; they add up to the sums of the document. */
  readonly lines: readonly Sums[];
  /** By key and rate, in the order in which they first occur. */
  readonly taxes: readonly TaxSums[];
}

/**
 * What a document comes to. A line is quantity × price × (1 − discount / 100), rounded to the currency (EN 16931,
 * BR-CO-10: the document adds up its lines); its tax is, for prices without tax, amount × rate / 100, and for prices
 * that contain it amount × rate / (100 + rate). Rounded by document, the tax of each rate is that of the sum of its
 * lines (EN 16931, BR-CO-17), and the lines share it so that it comes out.
 */
export function documentSums(lines: readonly DocumentLine[], rules: DocumentRules): DocumentSums {
  const amounts = lines.map((line) => amountOf(line, rules.decimals));
  const taxes: bigint[] = lines.map(() => 0n);
  for (const { rate, members } of groupsOf(lines.map(({ tax }) => tax))) {
    const own = members.map((index) => amounts[index] ?? 0n);
    const shares = taxesOf(own, rate, rules);
    for (const [at, index] of members.entries()) taxes[index] = shares[at] ?? 0n;
  }
  const written = lines.map(({ tax }, index) => {
    const amount = amounts[index] ?? 0n;
    const share = taxes[index] ?? 0n;
    return { key: tax.key, rate: tax.rate, net: rules.taxIncluded ? amount - share : amount, tax: share };
  });
  return summedUp(written, rules.decimals);
}

/** What lines come to whose net and tax are settled: those of an invoice made of parts (`shareOfLine`). */
export function sumsOfLines(
  lines: readonly { readonly net: string; readonly tax: string; readonly taxed: DocumentTax }[],
  decimals: number,
): DocumentSums {
  return summedUp(
    lines.map(({ net, tax, taxed }) => ({
      ...taxed,
      net: units(net, decimals),
      tax: units(tax, decimals),
    })),
    decimals,
  );
}

/**
 * What a part of a line comes to, after `taken` of its quantity went into other parts: the parts of a line add up to it
 * to the last cent, however it is cut, because each is the difference between what stands after it and before it.
 */
export function shareOfLine(
  line: { readonly quantity: string; readonly net: string; readonly tax: string },
  part: string,
  taken: string,
  decimals: number,
): Sums {
  const whole = millionths(line.quantity);
  const before = millionths(taken);
  const after = before + millionths(part);
  const shareOf = (amount: string): bigint => {
    const all = units(amount, decimals);
    return whole === 0n ? 0n : quotient(all * after, whole) - quotient(all * before, whole);
  };
  return sums(shareOf(line.net), shareOf(line.tax), decimals);
}

function amountOf({ quantity, price, discount }: DocumentLine, decimals: number): bigint {
  const kept = 100n * million - millionths(discount);
  const exact = millionths(quantity) * millionths(price) * kept * 10n ** BigInt(decimals);
  return quotient(exact, million * million * million * 100n);
}

/** The tax of each of several amounts of one rate. */
function taxesOf(amounts: readonly bigint[], rate: bigint, rules: DocumentRules): readonly bigint[] {
  const hundred = 100n * million;
  const divisor = rules.taxIncluded ? hundred + rate : hundred;
  if (rules.rounding === "line") return amounts.map((amount) => quotient(amount * rate, divisor));
  return shared(
    amounts.map((amount) => amount * rate),
    divisor,
  );
}

/** Parts of the rounded quotient of a sum, by largest remainders: each is less than one unit off its own quotient. */
function shared(dividends: readonly bigint[], divisor: bigint): readonly bigint[] {
  const parts = dividends.map((dividend) => floor(dividend, divisor));
  const left = quotient(sumOf(dividends), divisor) - sumOf(parts);
  const remainders = dividends.map((dividend, index) => dividend - (parts[index] ?? 0n) * divisor);
  const inTurn = [...remainders.keys()].sort((one, other) => {
    const difference = (remainders[other] ?? 0n) - (remainders[one] ?? 0n);
    return difference > 0n ? 1 : difference < 0n ? -1 : one - other;
  });
  for (const index of inTurn.slice(0, Number(left))) parts[index] = (parts[index] ?? 0n) + 1n;
  return parts;
}

function floor(dividend: bigint, divisor: bigint): bigint {
  const towardsZero = dividend / divisor;
  return dividend < 0n && towardsZero * divisor !== dividend ? towardsZero - 1n : towardsZero;
}

interface Group {
  readonly rate: bigint;
  readonly members: number[];
}

function groupsOf(taxes: readonly DocumentTax[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const [index, tax] of taxes.entries()) {
    const group = groups.get(groupKey(tax)) ?? { rate: millionths(tax.rate), members: [] };
    group.members.push(index);
    groups.set(groupKey(tax), group);
  }
  return [...groups.values()];
}

// `20` and `20.00` are one rate.
const groupKey = ({ key, rate }: DocumentTax): string => `${key}\n${millionths(rate)}`;

interface WrittenLine extends DocumentTax {
  readonly net: bigint;
  readonly tax: bigint;
}

type Part = Omit<WrittenLine, keyof DocumentTax>;

function summedUp(lines: readonly (DocumentTax & Part)[], decimals: number): DocumentSums {
  const taxes = groupsOf(lines).map(({ members }) => {
    const own = members.flatMap((index) => lines[index] ?? []);
    const { key = "", rate = "0" } = own[0] ?? {};
    const { net, tax } = sumsOfParts(own, decimals);
    return { key, rate, net, tax };
  });
  return {
    ...sumsOfParts(lines, decimals),
    lines: lines.map((line) => sumsOfParts([line], decimals)),
    taxes,
  };
}

function sumsOfParts(parts: readonly Part[], decimals: number): Sums {
  return sums(sumOf(parts.map(({ net }) => net)), sumOf(parts.map(({ tax }) => tax)), decimals);
}

function sums(net: bigint, tax: bigint, decimals: number): Sums {
  return {
    net: amountText(net, decimals),
    tax: amountText(tax, decimals),
    gross: amountText(net + tax, decimals),
  };
}
