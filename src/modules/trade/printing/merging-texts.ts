import { merge, type MergeNames, type MergeValues } from "#kernel/merge-text";
import type { PrintedDesign } from "./printed-design.ts";
import { type PrintedDocument, printedDays, printedReferences } from "./printed-document.ts";
import { wordsIn } from "./words.ts";
import type { Written } from "./written.ts";

/** What the texts of a document can name. */
export const documentNames: MergeNames = {
  kind: [],
  number: [],
  seller: [],
  buyer: [],
  contact: [],
  net: [],
  tax: [],
  total: [],
  due_amount: [],
  payment_reference: [],
  ...Object.fromEntries(printedDays.map((day) => [day, ["short"]])),
  ...Object.fromEntries(printedReferences.map((reference) => [`${reference}_number`, []])),
  lines: { each: { description: [], quantity: [], unit: [], price: [], amount: [] } },
  taxes: { each: { rate: [], taxable: [], tax_amount: [] } },
};

const texts = ["header", "footer", "intro", "closing"] as const;

/** The design with its texts filled in from the document. */
export function mergedTexts(
  document: PrintedDocument,
  written: Written,
  design: PrintedDesign,
): PrintedDesign {
  if (!texts.some((name) => design[name].includes("{{"))) return design;
  const values = valuesOf(document, written);
  return { ...design, ...Object.fromEntries(texts.map((name) => [name, merge(design[name], values)])) };
}

export function valuesOf(document: PrintedDocument, written: Written): MergeValues {
  const days = printedDays.map((key) => {
    const day = document.days[key];
    return [key, day ? { "": written.day(day), short: written.day(day, "short") } : ""];
  });
  const references = printedReferences.map((key) => [`${key}_number`, document.references?.[key] ?? ""]);
  return {
    kind: wordsIn(document.language).kinds[document.kind],
    number: document.number,
    seller: document.seller.name,
    buyer: document.buyer.name,
    contact: document.contact ?? "",
    net: written.money(document.net),
    tax: written.money(document.tax),
    total: written.money(document.total),
    payment_reference: document.bank?.reference || document.number,
    due_amount: document.due ? written.money(document.due) : "",
    ...Object.fromEntries(days),
    ...Object.fromEntries(references),
    lines: document.lines.map((line) => ({
      description: line.description,
      quantity: written.quantity(line.quantity),
      unit: line.unit ?? "",
      price: written.amount(line.price),
      amount: written.amount(line.total),
    })),
    taxes: document.taxes.map((tax) => ({
      rate: written.percent(tax.rate),
      taxable: written.amount(tax.net),
      tax_amount: written.amount(tax.tax),
    })),
  };
}
