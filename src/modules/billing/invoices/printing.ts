import Big from "big.js";
import { type UnitWord, unitWords } from "#catalogue";
import {
  addressLines,
  designFor,
  fileNameOf,
  printedBank,
  type PrintedDocument,
  type PrintedParty,
  printedSeller,
  printDocument,
} from "#trade";
import type { Locale } from "#kernel/locale";
import { get, limitsOnRecord, list, type Work } from "#records";
import type { LinkValue, RecordData } from "#records/contract";
import { headOf, type PrintedHead } from "./printed-head.ts";
import { invoiceSums } from "./sums.ts";
import { taxNotes } from "./tax-notes.ts";

const printedKinds = { invoice: "invoice", deposit: "deposit_invoice", credit_note: "credit_note" } as const;

/** An invoice, deposit invoice or credit note as a PDF in its own language, with what its reader may see of it. */
export async function printInvoice(
  work: Work,
  id: string,
): Promise<{ readonly name: string; readonly content: Buffer }> {
  const invoice = await get(work, "invoice", id);
  const content = await printDocument(await printed(work, invoice));
  return { name: fileNameOf(String(invoice["number"] ?? "draft")), content };
}

async function printed(work: Work, invoice: RecordData): Promise<PrintedDocument> {
  // A kind, language or customer that is hidden from the reader is not told by the PDF either.
  const kind = printedKinds[(invoice["kind"] ?? "invoice") as keyof typeof printedKinds];
  const language = (invoice["language"] ?? "en") as Locale;
  const filter = { field: "invoice", op: "is", value: invoice.id } as const;
  const [lines, head, sums] = await Promise.all([
    list(work, "invoice_line", { filter, sort: "position", limit: 500 }),
    headOf(work, invoice.id),
    invoiceSums(work, invoice.id),
  ]);
  const unitWord = await unitWords(work, language);
  const { seller } = head;
  const buyer = await buyerSeen(work, head, { customer: invoice["customer"] as LinkValue | null, language });
  const isDraft = invoice["state"] === "draft";
  const amount = (field: string) => (invoice[field] as { amount: string } | null | undefined)?.amount ?? "0";
  const isPaidInPart = new Big(amount("paid")).plus(amount("credited")).gt(0);
  const bank = printedBank(seller, String(invoice["payment_reference"] ?? ""));
  return {
    kind,
    language,
    number: String(invoice["number"] ?? ""),
    ...(isDraft && { draft: true }),
    currency: String(invoice["currency"] ?? work.currency),
    seller: printedSeller(seller, language),
    buyer,
    ...present({ contact: invoice["contact"] ? head.contact : null }),
    days: present({
      issued: invoice["issued_on"],
      due: invoice["due_on"],
      tax_point: invoice["supplied_on"],
    }),
    references: referencesOf(invoice),
    lines: lines.data.map((line) => lineOf(line, invoice["tax_included"] === true, unitWord)),
    taxIncluded: invoice["tax_included"] === true,
    taxes: sums.taxes.map(({ rate, net, tax, treatment }) => ({
      rate,
      net,
      tax,
      // What was issued has its notes below, as they were written then.
      ...present({ reason: isDraft ? taxNotes([{ treatment }], language) : null }),
    })),
    net: amount("net"),
    tax: amount("tax"),
    total: amount("total"),
    ...(isPaidInPart && {
      paid: new Big(amount("paid")).plus(amount("credited")).toFixed(),
      due: amount("open"),
    }),
    ...present({
      notes:
        [invoice["introduction"], invoice["tax_notes"], invoice["terms"]].filter(Boolean).join("\n\n") ||
        null,
    }),
    ...(bank && kind !== "credit_note" && { bank }),
    design: await designFor(work, kind, language),
  };
}

function lineOf(line: RecordData, taxIncluded: boolean, unitWord: UnitWord) {
  const amount = (field: string) => (line[field] as { amount: string } | null | undefined)?.amount ?? "0";
  const quantity = String(line["quantity"] ?? "0");
  const discount = Number(line["discount"] ?? 0);
  return {
    description: String(line["description"] ?? ""),
    quantity,
    ...present({ unit: line["unit"] && unitWord(String(line["unit"]), quantity) }),
    price: amount("price"),
    ...(discount > 0 && { discount: String(discount) }),
    taxRate: String(line["tax_rate"] ?? 0),
    total: taxIncluded ? amount("total") : amount("net"),
  };
}

interface Reader {
  readonly customer: LinkValue | null;
  readonly language: Locale;
}

/** The customer on an invoice, as far as its reader may see of the customer what stands there. */
async function buyerSeen(
  work: Work,
  { buyer, seller }: PrintedHead,
  { customer, language }: Reader,
): Promise<PrintedParty> {
  if (!customer?.title) return { name: "", address: [] };
  const { hidden } = await limitsOnRecord(work, customer.object ?? "party", customer.id);
  const seen = (field: string, value: string | null) => (hidden.includes(field) ? null : value);
  const address = hidden.includes("address") ? {} : buyer.address;
  return {
    name: seen("legal_name", buyer.name) ?? customer.title,
    address: addressLines(address, language, seller.country),
    ...present({
      country: address.country,
      taxNumber: seen("tax_number", buyer.taxNumber),
      registrationNumber: seen("registration_number", buyer.registrationNumber),
    }),
  };
}

function referencesOf(invoice: RecordData) {
  const numberOf = (field: string) => (invoice[field] as LinkValue | null)?.title ?? null;
  return present({
    order: numberOf("order"),
    invoice: numberOf("corrects"),
    customer_reference: invoice["reference"],
  });
}

/** Without what is empty: what is not there is not printed. */
function present<K extends string>(values: Readonly<Record<K, unknown>>): { [Key in K]?: string } {
  const given = Object.entries(values).filter(
    ([, value]) => value !== null && value !== undefined && value !== "",
  );
  return Object.fromEntries(given) as { [Key in K]?: string };
}
