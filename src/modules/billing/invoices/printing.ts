import Big from "big.js";
import { sql } from "kysely";
import { sellerOf, type UnitWord, unitWords } from "#catalogue";
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
import { get, list, type Work } from "#records";
import type { Address, LinkValue, RecordData } from "#records/contract";
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
  const [lines, seller, buyer, sums] = await Promise.all([
    list(work, "invoice_line", { filter, sort: "position", limit: 500 }),
    sellerOf(work),
    buyerOf(work, { customer: invoice["customer"] as LinkValue | null, language, home: work.country }),
    invoiceSums(work, invoice.id),
  ]);
  const unitWord = await unitWords(work, language);
  const amount = (field: string) => (invoice[field] as { amount: string } | null | undefined)?.amount ?? "0";
  const isPaidInPart = new Big(amount("paid")).plus(amount("credited")).gt(0);
  const bank = printedBank(seller, String(invoice["payment_reference"] ?? ""));
  return {
    kind,
    language,
    number: String(invoice["number"] ?? ""),
    ...(invoice["state"] === "draft" && { draft: true }),
    currency: String(invoice["currency"] ?? work.currency),
    seller: printedSeller(seller, language),
    buyer,
    ...present({ contact: (invoice["contact"] as LinkValue | null)?.title ?? null }),
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
      ...present({ reason: taxNotes([{ treatment }], language) }),
    })),
    net: amount("net"),
    tax: amount("tax"),
    total: amount("total"),
    ...(isPaidInPart && {
      paid: new Big(amount("paid")).plus(amount("credited")).toFixed(),
      due: amount("open"),
    }),
    ...present({ notes: [invoice["introduction"], invoice["terms"]].filter(Boolean).join("\n\n") || null }),
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

interface Buyer {
  readonly customer: LinkValue | null;
  readonly language: Locale;
  readonly home: string;
}

async function buyerOf(work: Work, { customer, language, home }: Buyer): Promise<PrintedParty> {
  if (!customer?.title) return { name: "", address: [] };
  const party = await get(work, customer.object ?? "party", customer.id);
  const { rows } = await sql<{ address: Address }>`
    select jsonb_build_object('street', address_street, 'city', address_city, 'region', address_region, 'postal_code', address_postal_code,
      'country', address_country) as address from parties where id = ${customer.id}`.execute(work.db);
  const address = party["address"] ? (rows[0]?.address ?? {}) : {};
  return {
    name: customer.title,
    address: addressLines(address, language, home),
    ...present({ country: address.country, taxNumber: party["tax_number"] }),
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
