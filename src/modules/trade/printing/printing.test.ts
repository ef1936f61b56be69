import { expect, test } from "vitest";
import { templateTexts } from "../../../../test/template-corpus.ts";
import { readPdf } from "../testing/pdf-reading.ts";
import { plainDesign } from "./printed-design.ts";
import { type PrintedDocument, type PrintedLine } from "./printed-document.ts";
import { printDocument } from "./printing.ts";

const line: PrintedLine = {
  description: "Desk, oak",
  code: "VT-1",
  quantity: "2",
  unit: "pcs",
  price: "1249.90",
  discount: "10",
  taxRate: "20",
  total: "2249.82",
};
const quote: PrintedDocument = {
  kind: "quote",
  language: "en",
  number: "Q-2026-0141",
  currency: "EUR",
  seller: {
    name: "Vitosha Furniture Ltd",
    address: ["12 Vitosha Blvd", "1000 Sofia"],
    country: "BG",
    taxNumber: "BG123456789",
  },
  buyer: { name: "Acme Logistics", address: ["7 Main Street"], taxNumber: "DE987654321" },
  contact: "Elena Petrova",
  days: { issued: "2026-03-12", valid_until: "2026-04-11" },
  lines: [line],
  taxIncluded: false,
  taxes: [{ rate: "20", net: "2249.82", tax: "449.96" }],
  net: "2249.82",
  tax: "449.96",
  total: "2699.78",
};

async function printed(change: Partial<PrintedDocument> = {}) {
  return readPdf(await printDocument({ ...quote, ...change }));
}

test.each([
  [
    "en",
    ["Quote Q-2026-0141", "Valid until 11 April 2026", "1,249.90 10%", "Total €2,699.78", "Page 1 of 1"],
  ],
  [
    "es",
    ["Presupuesto", "Válido hasta 11 de abril de 2026", "1.249,90", "Total 2.699,78 €", "Página 1 de 1"],
  ],
  ["ru", ["Коммерческое предложение", "Действует до 11 апреля 2026 г.", "1 249,90", "Итого 2 699,78 €"]],
  ["bg", ["Оферта", "Валидна до 11 април 2026 г.", "1249,90", "Общо 2699,78 €", "Страница 1 от 1"]],
] as const)("a quote in %s says what it is about as one writes there", async (language, texts) => {
  const [page] = await printed({ language });
  const said = page?.text.replace(/(?<=\d) (?=\d{3},)/g, language === "bg" ? "" : " ");
  for (const text of texts) expect(said).toContain(text);
  expect(said).toContain("Acme Logistics");
});

test.each([
  ["order", "es", "Confirmación de pedido Q-2026"],
  ["delivery_note", "ru", "Накладная Q-2026"],
  ["invoice", "bg", "Фактура Q-2026"],
  ["deposit_invoice", "en", "Deposit invoice Q-2026"],
  ["credit_note", "ru", "Корректировочный счёт Q-2026"],
] as const)(
  "a %s in %s is called what it is, and says prices unless it goes with the goods",
  async (kind, language, name) => {
    const [page] = await printed({ kind, language });
    expect(page?.text).toContain(name);
    expect(page?.text.includes("699")).toBe(kind !== "delivery_note");
  },
);

test("200 lines run over pages that repeat their headings and are counted, and nothing stands outside of the margins", async () => {
  const long = "Прекрасен продукт с много дълго име ".repeat(9).slice(0, 300);
  const unbroken = "W".repeat(300);
  const lines = Array.from({ length: 200 }, (_, index) => ({
    ...line,
    description: index === 7 ? long : index === 8 ? unbroken : `Article ${index + 1}`,
    ...(index === 9 && {
      quantity: "123456789012.123456",
      price: "999999999999.999999",
      total: "999999999999999.99",
    }),
  }));
  const pages = await printed({
    lines,
    seller: { ...quote.seller, name: unbroken, address: [unbroken] },
    buyer: { ...quote.buyer, name: long, address: Array.from({ length: 8 }, () => unbroken) },
    notes: `${long}\n`.repeat(30),
    total: "999999999999999.99",
  });
  expect(pages.length).toBeGreaterThan(6);
  pages.forEach((page, index) => {
    expect(page.text).toContain(`Page ${index + 1} of ${pages.length}`);
    for (const word of page.words) {
      expect([word.text, word.left >= 47.5, word.right <= 548, word.y > 20]).toEqual([
        word.text,
        true,
        true,
        true,
      ]);
    }
  });
  const withLines = pages.filter(({ text }) => text.includes("Article "));
  expect(withLines.length).toBeGreaterThan(5);
  for (const page of withLines) expect(page.text).toContain("Description Quantity");
  const all = pages.map(({ text }) => text).join(" ");
  for (let number = 11; number <= 200; number++) expect(all).toContain(`Article ${number} `);
  expect(all.replaceAll(" ", "")).toContain(unbroken.slice(0, 200));
});

test("no sum stands apart from its name, however far down the page the lines end", async () => {
  for (let count = 10; count < 28; count += 3) {
    const pages = await printed({ lines: Array.from({ length: count }, () => line) });
    expect(
      pages.filter(({ text }) => text.includes("Net €") && text.includes("Total €2,699.78")),
    ).toHaveLength(1);
  }
});

test("the same document is the same file, byte for byte", async () => {
  expect((await printDocument(quote)).equals(await printDocument(quote))).toBe(true);
});

test("tax within the prices, its absence and its reason, options, what is paid and how to pay, and who signed are said", async () => {
  const [page] = await printed({
    kind: "invoice",
    taxIncluded: true,
    taxes: [
      { rate: "20", net: "1000.00", tax: "200.00" },
      { rate: "0", net: "50.00", tax: "0.00", reason: "Reverse charge, Art. 196" },
    ],
    lines: [line, { ...line, option: "open" }],
    paid: "100.00",
    due: "2599.78",
    bank: { iban: "BG80BNBG96611020345678", reference: "I-7" },
    signature: { name: "Elena Petrova", at: "2026-03-14", proof: "SHA-256 abc" },
    draft: true,
  });
  for (const text of [
    "Total incl. tax",
    "Includes VAT 20%: €200.00 on 1,000.00",
    "Reverse charge, Art. 196",
    "Option, not in the total",
    "Left to pay €2,599.78",
    "BG80 BNBG 9661 1020 3456 78",
    "Signed by Elena Petrova on 14 March 2026",
    "Draft",
  ])
    expect(page?.text).toContain(text);
});

test("the organisation's design: columns left away, texts filled in, and what is no picture is left out", async () => {
  const design = {
    ...plainDesign,
    columns: ["quantity"] as const,
    intro: "Dear {{contact}}, {{number}} holds until {{valid_until|short}}.",
    closing: "{{for lines}}{{description}} {{amount}};{{end}}",
    footer: "{{seller}}, {{kind}}",
    logo: Buffer.from("no picture"),
  };
  const [page] = await printed({ design });
  expect(page?.text).toContain("Dear Elena Petrova, Q-2026-0141 holds until 11/04/2026.");
  expect(page?.text).toContain("Desk, oak 2,249.82;");
  expect(page?.text).toContain("Vitosha Furniture Ltd, Quote");
  expect(page?.text).not.toContain("Discount");
});

test("CVE-2025-68929: what looks like a template in a document's own words is printed as it is", async () => {
  const texts = templateTexts.filter((text) => !/[^\x20-\x7e]/.test(text));
  expect(texts.length).toBeGreaterThan(5);
  const design = { ...plainDesign, intro: "Dear {{contact}}" };
  const pages = await printed({ notes: texts.join("\n"), contact: texts.join(" "), design });
  const said = pages.map(({ text }) => text.replaceAll(" ", "")).join("");
  for (const text of texts)
    expect([text, said.split(text.replaceAll(/\s/g, "")).length >= 4]).toEqual([text, true]);
});
