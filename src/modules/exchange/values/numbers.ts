import Big from "big.js";

export type DecimalSign = "." | ",";

/** Which sign a column's numbers use before the fraction; the one that fits more of them, a point where both do. */
export function decimalSignOf(samples: Iterable<string>): DecimalSign {
  let point = 0;
  let comma = 0;
  for (const sample of samples) {
    const digits = sample.replace(/[^\d.,]/g, "");
    const lastPoint = digits.lastIndexOf(".");
    const lastComma = digits.lastIndexOf(",");
    if (lastPoint < 0 && lastComma < 0) continue;
    if (lastPoint >= 0 && lastComma >= 0) lastPoint > lastComma ? point++ : comma++;
    else if (lastComma >= 0) isGrouping(digits, ",") ? (point += 0.5) : comma++;
    else isGrouping(digits, ".") ? (comma += 0.5) : point++;
  }
  return comma > point ? "," : ".";
}

/**
 * A number as people write it, as decimal text: `1.234,56 €`, `1,234.56`, `1 234`, `(500)`, `-5`, `12 %`.
 * Null when it is none.
 */
export function readNumber(text: string, sign: DecimalSign): string | null {
  let rest = text.trim().replace(/[\s\u00a0\u202f'’]/g, "");
  const negative = /^\(.*\)$/.test(rest) || /^[-−–]/.test(rest) || /\d-$/.test(rest);
  rest = rest.replace(/^\(|\)$/g, "").replace(/^[-−–+]|-$/g, "");
  rest = rest
    .replace(/^(\p{L}{0,3}\p{Sc}|\p{L}{1,4}\.?)|(\p{L}{0,3}\p{Sc}|\p{L}{1,4}\.?|%)$/gu, "")
    .replace(/^[-−–]/, "");
  const grouping = sign === "." ? "," : ".";
  // The last group is one of three: with a comma between thousands "12,50" is no number, and not 1250.
  const groups = `(([${grouping}]\\d{2,3})*[${grouping}]\\d{3})?`;
  if (!new RegExp(`^\\d+${groups}([${sign}]\\d*)?$|^[${sign}]\\d+$`).test(rest)) return null;
  const plain = rest.replaceAll(grouping, "").replace(sign, ".");
  const digits = plain.startsWith(".") ? `0${plain}` : plain.replace(/\.$/, "");
  return negative && !/^0*(\.0*)?$/.test(digits) ? `-${digits}` : digits;
}

/** `amount` times `factor`, both decimal text; exact, without an exponent or idle zeros. */
export function multiplied(amount: string, factor: string | undefined): string {
  return factor === undefined || factor === "1" ? amount : new Big(amount).times(factor).toFixed();
}

/** The currency that a value itself names: a sign or an ISO code. `$` is not among them, nor `¥`. */
export function currencyIn(text: string): string | undefined {
  const code = /(?:^|[^\p{L}])([A-Z]{3})(?:$|[^\p{L}])/u.exec(text)?.[1];
  if (code && currencies.has(code)) return code;
  const lower = text.toLowerCase();
  return signs.find(([sign]) => lower.includes(sign))?.[1];
}

/**
 * The currency of an amount. A sign that several countries use is the one that was said of the column, else the organisation's
 * own where that is written so, else the one that is mostly meant by it: `$ 100` is no amount in euros.
 */
export function currencyOf(text: string, said: string | undefined, own: string): string {
  const named = currencyIn(text) ?? said;
  if (named !== undefined) return named;
  const shared = sharedSigns.find(([sign]) => text.includes(sign));
  return shared === undefined || shared[1].includes(own) ? own : (shared[1][0] ?? own);
}

const currencies = new Set(Intl.supportedValuesOf("currency"));
const signs: readonly (readonly [string, string])[] = [
  ["€", "EUR"],
  ["£", "GBP"],
  ["₽", "RUB"],
  ["руб", "RUB"],
  ["лв", "BGN"],
  ["₴", "UAH"],
  ["₺", "TRY"],
  ["₹", "INR"],
  ["₸", "KZT"],
  ["₾", "GEL"],
  ["₪", "ILS"],
  ["₩", "KRW"],
  ["zł", "PLN"],
  ["kč", "CZK"],
  ["us$", "USD"],
  ["r$", "BRL"],
  ["mx$", "MXN"],
  ["ca$", "CAD"],
  ["a$", "AUD"],
  ["nz$", "NZD"],
  ["hk$", "HKD"],
];
const sharedSigns: readonly (readonly [string, readonly string[]])[] = [
  ["$", ["USD", "MXN", "ARS", "CLP", "COP", "UYU", "CAD", "AUD", "NZD", "HKD", "SGD"]],
  ["¥", ["JPY", "CNY"]],
];

// "1,234" and "12.345.678": groups of three, the first not a lone zero.
function isGrouping(digits: string, sign: string): boolean {
  return new RegExp(`^[1-9]\\d{0,2}([${sign}]\\d{3})+$`).test(digits);
}
