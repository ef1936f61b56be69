import { filled, wordsIn } from "./words.ts";
import {
  type PrintedDocument,
  type PrintedParty,
  printedDays,
  printedReferences,
} from "./printed-document.ts";
import { type Hand, heightOfLine, ink, page, type Sheet } from "./sheet.ts";
import type { Printing } from "./printing.ts";

const title: Hand = { weight: "bold", size: 22 };
const small: Hand = { size: 8, colour: ink.quiet };
const label: Hand = { weight: "medium", size: 7.5, colour: ink.quiet };
const name: Hand = { weight: "bold", size: 10 };
const plain: Hand = { size: 9 };
const middle = 320;

/** The first third of the first page: who sells, what it is, for whom, and the days and numbers that count. */
export function writeHead(sheet: Sheet, printing: Printing): void {
  writeSeller(sheet, printing);
  writeTitle(sheet, printing);
  const top = sheet.y;
  const bottom = writeFacts(sheet, printing, top);
  sheet.y = top;
  writeBuyer(sheet, printing);
  sheet.y = Math.max(sheet.y, bottom) + 18;
}

function writeSeller(sheet: Sheet, { document, design }: Printing): void {
  const { seller, language } = document;
  const block = { x: middle, width: page.right - middle, align: "right" } as const;
  const logo = design.logo && logoIn(sheet, design.logo);
  if (logo)
    sheet.document.image(logo.picture, page.left, page.top, { width: logo.width, height: logo.height });
  const beside = { x: page.left, width: middle - page.left - 20 };
  if (!logo)
    for (const line of sheet.linesOf(seller.name, { ...name, size: 14 }, beside.width).slice(0, 3)) {
      sheet.write(line, { ...name, size: 14 }, beside);
      sheet.y += 20;
    }
  const left = Math.max(sheet.y, page.top + (logo?.height ?? 0));
  sheet.y = page.top;
  for (const line of logo
    ? sheet.linesOf(seller.name, { ...small, weight: "medium", colour: ink.text }, block.width)
    : [])
    writeRow(sheet, line, { ...small, weight: "medium", colour: ink.text }, block);
  for (const row of [...seller.address, ...numbersOf(seller, language), ...reachOf(seller)])
    for (const line of sheet.linesOf(row, small, block.width)) writeRow(sheet, line, small, block);
  if (design.header) {
    sheet.y += 4;
    sheet.flow(design.header, small, block);
  }
  sheet.y = Math.max(left, sheet.y) + 14;
  sheet.document.rect(page.left, sheet.y, page.right - page.left, 1.5).fill(design.accent);
  sheet.y += 20;
}

function writeRow(sheet: Sheet, text: string, hand: Hand, block: Parameters<Sheet["write"]>[2]): void {
  sheet.write(text, hand, block);
  sheet.y += heightOfLine(hand);
}

/** A logo is at most 180 × 56 points. Null where the file is no picture that can be printed. */
function logoIn(sheet: Sheet, logo: Buffer) {
  try {
    const picture = opened(sheet, logo);
    const scale = Math.min(180 / picture.width, 56 / picture.height, 1);
    return { picture, width: picture.width * scale, height: picture.height * scale };
  } catch {
    return null;
  }
}

interface Picture {
  readonly width: number;
  readonly height: number;
}

// The types of pdfkit do not know it.
function opened(sheet: Sheet, logo: Buffer): Picture & PDFKit.Mixins.ImageSrc {
  return (
    sheet.document as unknown as { openImage(source: Buffer): Picture & PDFKit.Mixins.ImageSrc }
  ).openImage(logo);
}

function writeTitle(sheet: Sheet, { document }: Printing): void {
  const words = wordsIn(document.language);
  const block = { x: page.left, width: page.right - page.left };
  sheet.flow(words.kinds[document.kind], title, block);
  const version = document.version
    ? ` · ${filled(words.version, document.language, { version: String(document.version) })}`
    : "";
  sheet.flow(document.number + version, { size: 11, colour: ink.quiet }, block);
  sheet.y += 16;
}

function writeBuyer(sheet: Sheet, { document }: Printing): void {
  const { buyer, contact, language, kind } = document;
  const words = wordsIn(language);
  const block = { x: page.left, width: middle - page.left - 24 };
  const heading =
    kind === "delivery_note" ? words.deliver_to : kind === "quote" ? words.buyer : words.bill_to;
  sheet.flow(heading, label, block);
  sheet.y += 2;
  sheet.flow(buyer.name, name, block);
  const rows = [...buyer.address, ...numbersOf(buyer, language)];
  for (const row of rows) sheet.flow(row, plain, block);
  if (contact) sheet.flow(filled(words.attention, language, { name: contact }), plain, block);
}

function writeFacts(sheet: Sheet, { document, written }: Printing, top: number): number {
  const words = wordsIn(document.language);
  const days = printedDays.flatMap((key) => {
    const day = document.days[key];
    return day ? [[words.days[key], written.day(day)] as const] : [];
  });
  const references = printedReferences.flatMap((key) => {
    const number = document.references?.[key];
    return number ? [[words.references[key], number] as const] : [];
  });
  sheet.y = top;
  const value = { x: middle + 100, width: page.right - middle - 100, align: "right" } as const;
  for (const [fact, said] of [...days, ...references]) {
    const lines = sheet.linesOf(said, plain, value.width);
    const names = sheet.linesOf(fact, { ...plain, colour: ink.quiet }, 96);
    for (let row = 0; row < Math.max(lines.length, names.length); row++) {
      sheet.write(names[row] ?? "", { ...plain, colour: ink.quiet }, { x: middle, width: 96 });
      sheet.write(lines[row] ?? "", { ...plain, weight: "medium" }, value);
      sheet.y += heightOfLine(plain) + (row === names.length - 1 ? 1.5 : 0);
    }
  }
  return sheet.y;
}

function numbersOf(party: PrintedParty, language: PrintedDocument["language"]): readonly string[] {
  const words = wordsIn(language);
  const isVat = /^[A-Z]{2}/.test(party.taxNumber ?? "");
  return [
    ...(party.registrationNumber ? [`${words.registration_number} ${party.registrationNumber}`] : []),
    ...(party.taxNumber ? [`${isVat ? words.vat_number : words.tax_number} ${party.taxNumber}`] : []),
  ];
}

function reachOf({ email, phone, website }: PrintedParty): readonly string[] {
  return [email, phone, website].flatMap((text) => text || []);
}
