import Big from "big.js";
import { sql } from "kysely";
import { taxesFor } from "#catalogue";
import { decimalsOf, documentSums, sumsOfLines } from "#catalogue/contract";
import { businessDay, update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import type { InvoiceInHand } from "./document-in-hand.ts";
import type { Taxed } from "./parts-by-tax.ts";

/** A line as it is going to be written. `settled` has its net and tax already: it is a part of something. */
export interface ReckonedLine {
  readonly product: string | null;
  readonly description: string;
  readonly quantity: string;
  readonly unit: string | null;
  readonly price: string;
  readonly discount: string;
  readonly taxClass: string | null;
  readonly settled?: Taxed;
  /** Where it comes from, by the fields of the line. */
  readonly from?: Readonly<Record<string, unknown>>;
}

/** An amount that bears tax of one rate as a line: a deposit, or a credit that names no line. */
export function lineOfPart(
  { taxIncluded }: Pick<InvoiceInHand, "taxIncluded">,
  part: Taxed,
  description: string,
): ReckonedLine {
  return {
    product: null,
    description,
    quantity: "1",
    unit: null,
    price: taxIncluded ? new Big(part.net).plus(part.tax).toFixed() : part.net,
    discount: "0",
    taxClass: null,
    settled: part,
  };
}

/** The same line taken off: a deposit, or what was credited before. */
export function takenOff(line: ReckonedLine): ReckonedLine {
  const { net, tax, ...taxed } = line.settled ?? { net: "0", tax: "0", rate: "0", treatment: null };
  const minus = (amount: string) => new Big(amount).times(-1).toFixed();
  return { ...line, quantity: "-1", settled: { ...taxed, net: minus(net), tax: minus(tax) } };
}

type Document = Pick<InvoiceInHand, "id" | "customer" | "currency" | "discount" | "taxIncluded" | "rounding">;

/** Values of lines with their sums, and the sums of the document, taxed as its customer is today. */
export async function reckon(work: Work, document: Document, lines: readonly ReckonedLine[]) {
  const taxes = await taxesFor(work, {
    buyer: document.customer,
    on: businessDay(work),
    lines: lines.filter(({ settled }) => !settled).map(({ taxClass, product }) => ({ taxClass, product })),
  });
  return reckonWith(document, lines, taxes);
}

/** The same with the taxes of the lines that are not settled, in their order. */
export function reckonWith(document: Document, lines: readonly ReckonedLine[], taxes: readonly LineTax[]) {
  const decimals = decimalsOf(document.currency);
  const own = lines.filter(({ settled }) => !settled);
  const sums = documentSums(
    own.map(({ quantity, price, discount }, index) => ({
      quantity,
      price,
      discount: togetherOff(discount, document.discount),
      tax: taxes[index] ?? { key: "standard", rate: "0" },
    })),
    { decimals, taxIncluded: document.taxIncluded, rounding: document.rounding },
  );
  const reckoned = lines.map((line) => {
    const at = own.indexOf(line);
    const { net, tax } = line.settled ?? sums.lines[at] ?? { net: "0", tax: "0" };
    const { rate = "0", treatment = null } = line.settled ?? taxes[at] ?? {};
    return { line, net, tax, rate, treatment };
  });
  const whole = sumsOfLines(
    reckoned.map(({ net, tax, rate, treatment }) => ({
      net,
      tax,
      taxed: { key: treatment ?? "standard", rate },
    })),
    decimals,
  );
  return { rows: reckoned.map((one, position) => valuesOf(one, position, document)), whole };
}

type Reckoned = {
  readonly line: ReckonedLine;
  readonly net: string;
  readonly tax: string;
  readonly rate: string;
  readonly treatment: string | null;
};

function valuesOf(
  { line, net, tax, rate, treatment }: Reckoned,
  position: number,
  { id, currency }: Document,
) {
  const money = (amount: string) => ({ amount, currency });
  return {
    invoice: id,
    position,
    product: line.product,
    description: line.description,
    quantity: line.quantity,
    unit: line.unit,
    price: money(line.price),
    discount: Number(line.discount),
    tax_class: line.taxClass,
    tax_rate: Number(rate),
    tax_treatment: treatment,
    net: money(net),
    tax: money(tax),
    total: money(new Big(net).plus(tax).toFixed()),
    ...line.from,
  };
}

interface LineTax {
  readonly key: string;
  readonly rate: string;
  readonly treatment: string;
}

/** What two discounts, one after the other, take off together, in percent. */
export function togetherOff(line: string, document: string): string {
  const left = new Big(100).minus(line).times(new Big(100).minus(document)).div(100);
  return new Big(100).minus(left).round(6).toFixed();
}

/** Writes the sums of its lines onto a draft. */
export async function writeSums(
  work: Work,
  { id, currency }: Document,
  { net, tax, gross }: { readonly net: string; readonly tax: string; readonly gross: string },
): Promise<RecordData> {
  const money = (amount: string) => ({ amount, currency });
  const values = { net: money(net), tax: money(tax), total: money(gross) };
  return update(work, "invoice", id, values, { governed: true });
}

/** The lines of a draft as they stand, to be reckoned again. */
export async function linesOf(work: Work, invoice: string) {
  const { rows } = await sql<StoredLine>`
    select id, product_id as product, description, quantity::text, unit, price::text, discount::text, tax_class as "taxClass",
      tax_rate::text as rate, tax_treatment as treatment, net::text, tax::text, order_line_id as "orderLine",
      corrects_id as corrects, deposit_id as deposit, subscription_line_id as "subscriptionLine",
      period_from::text as "periodFrom", period_until::text as "periodUntil"
    from invoice_lines where invoice_id = ${invoice} and archived_at is null order by position, id`.execute(
    work.db,
  );
  return rows;
}

export interface StoredLine {
  readonly id: string;
  readonly product: string | null;
  readonly description: string;
  readonly quantity: string;
  readonly unit: string | null;
  readonly price: string;
  readonly discount: string;
  readonly taxClass: string | null;
  readonly rate: string;
  readonly treatment: string | null;
  readonly net: string;
  readonly tax: string;
  readonly orderLine: string | null;
  readonly corrects: string | null;
  readonly deposit: string | null;
  readonly subscriptionLine: string | null;
  readonly periodFrom: string | null;
  readonly periodUntil: string | null;
}
