import type { PrintedBank, PrintedSignature } from "./printed-document.ts";
import type { Printing } from "./printing.ts";
import { type Hand, heightOfLine, ink, page, type Sheet } from "./sheet.ts";
import { filled, wordsIn } from "./words.ts";

const whole = { x: page.left, width: page.right - page.left };
const plain: Hand = { size: 9 };
const label: Hand = { weight: "medium", size: 7.5, colour: ink.quiet };
const small: Hand = { size: 7.5, colour: ink.quiet };

/** What comes after the sums: notes, how to pay, the closing text and who signed. */
export function writeClosing(sheet: Sheet, printing: Printing): void {
  const { document, design } = printing;
  for (const text of [document.notes, design.closing]) {
    if (!text) continue;
    sheet.need(40);
    sheet.flow(text, plain, whole);
    sheet.y += 10;
  }
  if (document.bank) writeBank(sheet, printing, document.bank);
  if (document.signature) writeSignature(sheet, printing, document.signature);
  else if (document.kind === "delivery_note") writeLineToSign(sheet, printing);
}

function writeBank(sheet: Sheet, { document }: Printing, bank: PrintedBank): void {
  const words = wordsIn(document.language).bank;
  const keys = ["holder", "iban", "bic", "bank", "reference"] as const;
  const rows = keys.flatMap((key) => {
    const value = bank[key];
    return value ? [[words[key], key === "iban" ? grouped(value) : value] as const] : [];
  });
  const lines = rows.map(([name, value]) => ({ name, lines: sheet.linesOf(value, plain, 380) }));
  const height = lines.reduce((sum, row) => sum + row.lines.length, 0) * heightOfLine(plain) + 34;
  sheet.need(height);
  sheet.document.roundedRect(page.left, sheet.y, whole.width, height - 8, 4).fill(ink.ground);
  sheet.y += 9;
  sheet.write(words.title, label, { x: page.left + 12, width: 200 });
  sheet.y += heightOfLine(label) + 3;
  for (const row of lines) {
    sheet.write(row.name, { ...plain, colour: ink.quiet }, { x: page.left + 12, width: 96 });
    for (const line of row.lines) {
      sheet.write(line, plain, { x: page.left + 112, width: 380 });
      sheet.y += heightOfLine(plain);
    }
  }
  sheet.y += 22;
}

function writeSignature(sheet: Sheet, { document, written }: Printing, signature: PrintedSignature): void {
  const { language } = document;
  const values = { name: signature.name, day: written.day(signature.at) };
  sheet.need(110);
  if (signature.picture) {
    sheet.document.image(signature.picture, page.left, sheet.y, {
      fit: [180, 60],
      align: "center",
      valign: "center",
    });
    sheet.y += 64;
  } else {
    sheet.y += 6;
    sheet.flow(signature.name, { size: 16, weight: "medium" }, whole);
  }
  sheet.rule(sheet.y, ink.quiet, { x: page.left, width: 220 });
  sheet.y += 5;
  sheet.flow(filled(wordsIn(language).signature.signed, language, values), small, whole);
  if (signature.proof) sheet.flow(signature.proof, { ...small, size: 6.5 }, whole);
}

function writeLineToSign(sheet: Sheet, { document }: Printing): void {
  sheet.need(70);
  sheet.y += 44;
  sheet.rule(sheet.y, ink.quiet, { x: page.left, width: 260 });
  sheet.y += 5;
  sheet.flow(wordsIn(document.language).signature.received, small, whole);
}

/** On every page, when all are written and can be counted: the footer, the number of the page, and whether it is a draft. */
export function writeFooters(sheet: Sheet, { document, design }: Printing): void {
  const words = wordsIn(document.language);
  const { start, count } = sheet.document.bufferedPageRange();
  const footer = sheet.linesOf(design.footer, { ...small, size: 7 }, whole.width - 110).slice(0, 4);
  for (let index = start; index < start + count; index++) {
    sheet.document.switchToPage(index);
    sheet.rule(784);
    footer.forEach((line, row) => {
      sheet.write(line, { ...small, size: 7 }, whole, 790 + row * 9.5);
    });
    const values = { page: String(index + 1), pages: String(count) };
    sheet.write(filled(words.page, document.language, values), small, { ...whole, align: "right" }, 790);
    if (document.draft) writeAcross(sheet, words.draft);
  }
}

function writeAcross({ document }: Sheet, text: string): void {
  document.save();
  document.rotate(-45, { origin: [page.width / 2, page.height / 2] });
  document.font("bold").fontSize(96).fillColor("#000000", 0.06);
  const wide = document.widthOfString(text);
  document.text(text, (page.width - wide) / 2, page.height / 2 - 58, { lineBreak: false });
  document.restore();
}

/** In fours, as IBANs are read. */
function grouped(iban: string): string {
  return iban.replace(/\s+/g, "").replace(/(.{4})(?=.)/g, "$1 ");
}
