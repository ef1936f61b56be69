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
  rest = rest.replace(/^(\p{Sc}|\p{L}{1,4}\.?)|(\p{Sc}|\p{L}{1,4}\.?|%)$/gu, "").replace(/^[-−–]/, "");
  const grouping = sign === "." ? "," : ".";
  if (!new RegExp(`^\\d+([${grouping}]\\d{2,3})*([${sign}]\\d*)?$|^[${sign}]\\d+$`).test(rest)) return null;
  const plain = rest.replaceAll(grouping, "").replace(sign, ".");
  const digits = plain.startsWith(".") ? `0${plain}` : plain.replace(/\.$/, "");
  return negative && !/^0*(\.0*)?$/.test(digits) ? `-${digits}` : digits;
}

/** `amount` times `factor`, both decimal text; exact, without an exponent or idle zeros. */
export function multiplied(amount: string, factor: string | undefined): string {
  return factor === undefined || factor === "1" ? amount : new Big(amount).times(factor).toFixed();
}

/** The currency that a value itself names: a sign or an ISO code. */
export function currencyIn(text: string): string | undefined {
  const code = /(?:^|[^\p{L}])([A-Z]{3})(?:$|[^\p{L}])/u.exec(text)?.[1];
  if (code && currencies.has(code)) return code;
  return Object.entries(signs).find(([sign]) => text.toLowerCase().includes(sign))?.[1];
}

const currencies = new Set(Intl.supportedValuesOf("currency"));
const signs: Readonly<Record<string, string>> = {
  "€": "EUR",
  "£": "GBP",
  "₽": "RUB",
  руб: "RUB",
  лв: "BGN",
  "₴": "UAH",
  "₺": "TRY",
  "₹": "INR",
  zł: "PLN",
};

// "1,234" and "12.345.678": groups of three, the first not a lone zero.
function isGrouping(digits: string, sign: string): boolean {
  return new RegExp(`^[1-9]\\d{0,2}([${sign}]\\d{3})+$`).test(digits);
}
