import Big from "big.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  type DocumentLine,
  type DocumentRules,
  decimalsOf,
  documentSums,
  priceAs,
  shareOfLine,
  sumsOfLines,
} from "./index.ts";

const line = (
  quantity: string,
  price: string,
  discount: string,
  rate: string,
  key = "standard",
): DocumentLine => ({
  quantity,
  price,
  discount,
  tax: { key, rate },
});
const byLine = { decimals: 2, taxIncluded: false, rounding: "line" } as const;
const byDocument = { decimals: 2, taxIncluded: false, rounding: "document" } as const;
const included = { decimals: 2, taxIncluded: true, rounding: "document" } as const;

// Examples as others have published them; the last number of each is what they print.
const published: readonly (readonly [string, readonly DocumentLine[], DocumentRules, object])[] = [
  [
    "Dolibarr, “VAT setup, calculation and rounding rules”, first way: 0.12 + 0.12",
    [line("1", "1.24", "0", "10"), line("1", "1.24", "0", "10")],
    byLine,
    { net: "2.48", tax: "0.24" },
  ],
  [
    "the same, second way: 10 % of 2.48",
    [line("1", "1.24", "0", "10"), line("1", "1.24", "0", "10")],
    byDocument,
    { net: "2.48", tax: "0.25" },
  ],
  [
    "Spain, gestfuturo.com, “Redondeo al sumar facturas”: three of 215,45 at 21 %, each for itself",
    Array.from({ length: 3 }, () => line("1", "215.45", "0", "21")),
    byLine,
    { net: "646.35", tax: "135.72" },
  ],
  [
    "the same on the sum of the bases",
    Array.from({ length: 3 }, () => line("1", "215.45", "0", "21")),
    byDocument,
    { net: "646.35", tax: "135.73" },
  ],
  [
    "Spain, cloudgestion.com: 219 € with 21 % IVA",
    [line("1", "219", "0", "21")],
    included,
    { net: "180.99", tax: "38.01", gross: "219.00" },
  ],
  [
    "Spain, the same page: 218 €, whose net times 1.21 is a cent too much, stays 218 €",
    [line("1", "218", "0", "21")],
    included,
    { net: "180.17", tax: "37.83", gross: "218.00" },
  ],
  [
    "Spain, GOBL, invoice-es-rounding: 20 hours at 12.36 less 12.5 %",
    [line("20", "12.36", "12.5", "21")],
    byDocument,
    { net: "216.30", tax: "45.42", gross: "261.72" },
  ],
  [
    "Spain, GOBL, invoice-es-prices-include: twelve of 125 € with 21 % IVA",
    Array.from({ length: 12 }, () => line("1", "125", "0", "21")),
    included,
    { net: "1239.67", tax: "260.33", gross: "1500.00" },
  ],
  [
    "Russia, klerk.ru, “НДС 22 %”: 250 ₽ without НДС",
    [line("1", "250", "0", "22")],
    byLine,
    { net: "250.00", tax: "55.00", gross: "305.00" },
  ],
  [
    "Russia, the same: 305 ₽ with НДС, by 22/122",
    [line("1", "305", "0", "22")],
    { ...included, rounding: "line" },
    { net: "250.00", tax: "55.00", gross: "305.00" },
  ],
  [
    "EU, Peppol BIS Billing 3.0, Allowance-example: 25 % and exempt on one invoice",
    [line("10", "400", "0", "25"), line("10", "100", "0", "0", "exempt"), line("10", "90", "0", "25")],
    byDocument,
    {
      net: "5900.00",
      tax: "1225.00",
      gross: "7125.00",
      taxes: [
        { key: "standard", rate: "25", net: "4900.00", tax: "1225.00" },
        { key: "exempt", rate: "0", net: "1000.00", tax: "0.00" },
      ],
    },
  ],
  [
    "Bulgaria, ЗДДС чл. 67, ал. 2: a price that contains the tax, by 20/120",
    [line("3", "19.99", "0", "20")],
    included,
    { net: "49.97", tax: "10.00", gross: "59.97" },
  ],
];

it.each(published)("%s", (_name, lines, rules, sums) => {
  expect(documentSums(lines, rules)).toMatchObject(sums);
});

it("currencies have the decimals that they have", () => {
  expect(["EUR", "JPY", "KWD", "CLF", "RUB"].map(decimalsOf)).toEqual([2, 0, 3, 4, 2]);
  const sums = (decimals: number) =>
    documentSums([line("3", "333.3335", "0", "10")], { ...byLine, decimals });
  expect(sums(0)).toMatchObject({ net: "1000", tax: "100", gross: "1100" });
  expect(sums(3)).toMatchObject({ net: "1000.001", tax: "100.000", gross: "1100.001" });
});

it("what is no number is not taken for one", () => {
  for (const wrong of ["", "1e3", "1,5", "0.0000001", "NaN", "--1"])
    expect(() => documentSums([line(wrong, "1", "0", "20")], byLine)).toThrow(RangeError);
});

const decimalUpTo = (whole: number, decimals: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: whole }), fc.integer({ min: 0, max: 10 ** decimals - 1 }))
    .map(([before, after]) => `${before}.${String(after).padStart(decimals, "0")}`);
const anyLine = fc.record({
  quantity: fc.oneof(decimalUpTo(99, 6), decimalUpTo(9, 2), fc.constant("1"), fc.constant("-2")),
  price: fc.oneof(decimalUpTo(99_999, 2), decimalUpTo(9, 6)),
  discount: fc.oneof(fc.constant("0"), fc.constant("100"), decimalUpTo(99, 2)),
  tax: fc.constantFrom(
    { key: "standard", rate: "20" },
    { key: "reduced", rate: "9" },
    { key: "standard", rate: "22.00" },
    { key: "super_reduced", rate: "5.5" },
    { key: "exempt", rate: "0" },
  ),
});
const anyRules: fc.Arbitrary<DocumentRules> = fc.record({
  decimals: fc.constantFrom(0, 2, 3),
  taxIncluded: fc.boolean(),
  rounding: fc.constantFrom("line" as const, "document" as const),
});

/** The rules written down a second time, in other numbers: big.js, which rounds halves away from zero, too. */
function secondOpinion(lines: readonly DocumentLine[], { decimals, taxIncluded, rounding }: DocumentRules) {
  const round = (value: Big) => value.round(decimals, Big.roundHalfUp);
  const amounts = lines.map(({ quantity, price, discount }) =>
    round(Big(quantity).times(price).times(Big(100).minus(discount)).times("0.01")),
  );
  const taxOf = (amount: Big, rate: string) =>
    round(amount.times(rate).div(taxIncluded ? Big(100).plus(rate) : 100));
  let tax = Big(0);
  if (rounding === "line")
    for (const [index, amount] of amounts.entries())
      tax = tax.plus(taxOf(amount, lines[index]?.tax.rate ?? "0"));
  else
    for (const rate of new Set(lines.map((one) => one.tax.rate))) {
      const own = amounts.filter((_, index) => lines[index]?.tax.rate === rate);
      tax = tax.plus(
        taxOf(
          own.reduce((sum, one) => sum.plus(one), Big(0)),
          rate,
        ),
      );
    }
  const amount = amounts.reduce((sum, one) => sum.plus(one), Big(0));
  const [net, gross] = taxIncluded ? [amount.minus(tax), amount] : [amount, amount.plus(tax)];
  return { net: net.toFixed(decimals), tax: tax.toFixed(decimals), gross: gross.toFixed(decimals) };
}

Big.DP = 40;

const added = (amounts: readonly string[], decimals: number): string =>
  amounts.reduce((sum, one) => sum.plus(one), Big(0)).toFixed(decimals);

const sameNumber = (one: string, other: string) => expect(Big(one).eq(other)).toBe(true);

it("any document comes to what a second computation says", () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 30 }), anyRules, (lines, rules) => {
      const { net, tax, gross } = documentSums(lines, rules);
      const other = secondOpinion(lines, rules);
      sameNumber(net, other.net);
      sameNumber(tax, other.tax);
      sameNumber(gross, other.gross);
    }),
    { numRuns: 500 },
  );
});

it("lines and rates add up to the document, and each line's tax is its own to within one unit", () => {
  fc.assert(
    fc.property(fc.array(anyLine, { minLength: 1, maxLength: 30 }), anyRules, (lines, rules) => {
      const sums = documentSums(lines, rules);
      for (const part of [sums.lines, sums.taxes]) {
        sameNumber(
          added(
            part.map(({ net }) => net),
            6,
          ),
          sums.net,
        );
        sameNumber(
          added(
            part.map(({ tax }) => tax),
            6,
          ),
          sums.tax,
        );
      }
      for (const [index, { net, tax, gross }] of sums.lines.entries()) {
        sameNumber(Big(net).plus(tax).toFixed(), gross);
        const rate = lines[index]?.tax.rate ?? "0";
        const exact = rules.taxIncluded
          ? Big(gross).times(rate).div(Big(100).plus(rate))
          : Big(net).times(rate).div(100);
        expect(exact.minus(tax).abs().lt(Big(10).pow(-rules.decimals))).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

it("the same lines in any order come to the same", () => {
  const shuffled = fc
    .array(anyLine, { minLength: 2, maxLength: 20 })
    .chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })));
  fc.assert(
    fc.property(shuffled, anyRules, ([lines, others], rules) => {
      const { net, tax, gross } = documentSums(lines, rules);
      expect(documentSums(others, rules)).toMatchObject({ net, tax, gross });
    }),
    { numRuns: 300 },
  );
});

it("the parts of a line add up to it to the last cent, however it is cut, and documents of parts to the document", () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 99_999 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(cuts, decimalUpTo(9_999, 2), anyRules, (parts, price, rules) => {
      const inThousandths = (thousandths: number) => Big(thousandths).div(1000).toFixed();
      const quantity = inThousandths(parts.reduce((sum, one) => sum + one, 0));
      const sums = documentSums([line(quantity, price, "7.5", "20")], rules);
      const whole = { quantity, net: sums.net, tax: sums.tax };
      let taken = 0;
      const shares = parts.map((part) => {
        const share = shareOfLine(whole, inThousandths(part), inThousandths(taken), rules.decimals);
        taken += part;
        return { ...share, taxed: { key: "standard", rate: "20" } };
      });
      expect(sumsOfLines(shares, rules.decimals)).toMatchObject({
        net: sums.net,
        tax: sums.tax,
        gross: sums.gross,
      });
    }),
    { numRuns: 300 },
  );
});

it("two hundred lines of two cents bear no tax line by line, and 80 cents as a document", () => {
  const lines = Array.from({ length: 200 }, () => line("1", "0.02", "0", "20"));
  expect(documentSums(lines, byLine)).toMatchObject({ net: "4.00", tax: "0.00" });
  expect(documentSums(lines, byDocument)).toMatchObject({ net: "4.00", tax: "0.80" });
});

it("a price with its tax is told without it, and the other way round, to a hundredth of the smallest coin", () => {
  const as = (price: string, included: boolean, rate = "20", currency = "EUR") =>
    priceAs(price, { included, wanted: !included, rate, currency });
  expect([as("120", true), as("10", true), as("8.3333", false), as("85.5", false, "10")]).toEqual([
    "100",
    "8.3333",
    "10",
    "94.05",
  ]);
  expect([as("100", true, "7", "JPY"), as("0", true)]).toEqual(["93.46", "0"]);
  expect(priceAs("1.234567", { included: true, wanted: true, rate: "20", currency: "EUR" })).toBe("1.234567");
});
