import { documentSums } from "#catalogue/contract";
import type { Edge } from "#records";
import { organisationOf } from "#platform";
import type { BodyOf } from "#kernel/action";
import type { Locale } from "#kernel/locale";
import type { previewDocumentDesign } from "../contract/document-design.ts";
import { assertTexts, designOf } from "./designing.ts";
import type { PrintedDocument } from "./printed-document.ts";
import { printDocument } from "./printing.ts";

type Asked = BodyOf<typeof previewDocumentDesign>;

/** An example in a design that need not be kept yet. */
export async function previewDesign({ runtime, reply }: Edge, asked: Asked): Promise<unknown> {
  assertTexts(asked.design);
  const organisation = await organisationOf(runtime.database);
  const file = await printDocument(exampleFor(asked, organisation));
  return reply.header("content-type", "application/pdf").header("content-disposition", "inline").send(file);
}

const words: Readonly<
  Record<Locale, Readonly<Record<"desk" | "work" | "unit" | "hour" | "buyer" | "contact", string>>>
> = {
  en: {
    desk: "Desk, oak, 160 × 80 cm",
    work: "Assembly on site",
    unit: "pcs",
    hour: "h",
    buyer: "Acme Logistics",
    contact: "Elena Brown",
  },
  es: {
    desk: "Mesa de roble, 160 × 80 cm",
    work: "Montaje en sus oficinas",
    unit: "uds.",
    hour: "h",
    buyer: "Logística Acme, S. L.",
    contact: "Elena García",
  },
  ru: {
    desk: "Стол, дуб, 160 × 80 см",
    work: "Сборка на месте",
    unit: "шт.",
    hour: "ч",
    buyer: "ООО «Акме Логистика»",
    contact: "Елена Смирнова",
  },
  bg: {
    desk: "Бюро, дъб, 160 × 80 см",
    work: "Монтаж на място",
    unit: "бр.",
    hour: "ч",
    buyer: "Акме Логистика ЕООД",
    contact: "Елена Петрова",
  },
};

function exampleFor(
  { kind, language, design }: Asked,
  seller: { name: string; country: string; currency: string },
): PrintedDocument {
  const { desk, work, unit, hour, buyer, contact } = words[language];
  const lines = [
    { description: desk, code: "A-100", quantity: "4", unit, price: "420.00", discount: "5", taxRate: "20" },
    {
      description: work,
      code: "S-10",
      quantity: "6.5",
      unit: hour,
      price: "38.00",
      discount: "0",
      taxRate: "20",
    },
  ];
  const sums = documentSums(
    lines.map((line) => ({ ...line, tax: { key: "standard", rate: line.taxRate } })),
    { decimals: 2, taxIncluded: false, rounding: "document" },
  );
  return {
    kind,
    language,
    number: "2026-0141",
    currency: seller.currency,
    seller: { name: seller.name, address: [], country: seller.country },
    buyer: { name: buyer, address: [] },
    contact,
    days: {
      issued: "2026-03-12",
      ...(kind === "quote" ? { valid_until: "2026-04-11" } : { due: "2026-03-26" }),
    },
    lines: lines.map((line, index) => ({ ...line, total: sums.lines[index]?.net ?? "0" })),
    taxIncluded: false,
    taxes: sums.taxes,
    net: sums.net,
    tax: sums.tax,
    total: sums.gross,
    design: designOf(design, kind, language),
  };
}
