import type { PrintedTax } from "./printed-document.ts";
import type { Printing } from "./printing.ts";
import { type Hand, heightOfLine, ink, page, type Sheet } from "./sheet.ts";
import { filled, wordsIn } from "./words.ts";

const left = 290;
const plain: Hand = { size: 9 };
const strong: Hand = { weight: "bold", size: 12 };

type Sum = readonly [name: string, amount: string];

/** What it comes to: net, each tax, the total, and what is left to pay. Stays together. */
export function writeSums(sheet: Sheet, printing: Printing): void {
  const { document, written, design } = printing;
  const words = wordsIn(document.language);
  const above = document.taxIncluded ? [] : sumsAbove(printing);
  const below = document.taxIncluded
    ? document.taxes.map((tax) => taxWithin(tax, printing))
    : reasonsOf(printing);
  const paid: Sum[] = document.paid ? [[words.paid, written.money(document.paid)]] : [];
  sheet.need((above.length + paid.length + 2) * 20 + below.length * 14 + 30);
  sheet.y += 4;
  for (const sum of above) writeSum(sheet, sum, plain);
  sheet.y += 4;
  sheet.rule(sheet.y, design.accent, { x: left, width: page.right - left });
  sheet.y += 7;
  writeSum(
    sheet,
    [document.taxIncluded ? words.total_gross : words.total, written.money(document.total)],
    strong,
  );
  for (const text of below) writeBelow(sheet, text);
  for (const sum of paid) writeSum(sheet, sum, plain);
  if (document.due) writeSum(sheet, [words.due, written.money(document.due)], { ...strong, size: 10.5 });
  sheet.y += 14;
}

function sumsAbove({ document, written }: Printing): readonly Sum[] {
  const words = wordsIn(document.language);
  const net: Sum = [words.net, written.money(document.net)];
  const taxes = document.taxes
    .filter(({ reason }) => !reason)
    .map(
      (tax): Sum => [
        filled(words.tax_line, document.language, {
          name: tax.name ?? words.tax,
          rate: written.percent(tax.rate),
          net: written.amount(tax.net),
        }),
        written.money(tax.tax),
      ],
    );
  return [net, ...taxes];
}

function taxWithin(tax: PrintedTax, { document, written }: Printing): string {
  const words = wordsIn(document.language);
  if (tax.reason) return tax.reason;
  return filled(words.tax_in, document.language, {
    name: tax.name ?? words.tax,
    rate: written.percent(tax.rate),
    tax: written.money(tax.tax),
    net: written.amount(tax.net),
  });
}

function reasonsOf({ document }: Printing): readonly string[] {
  return [...new Set(document.taxes.flatMap(({ reason }) => (reason ? [reason] : [])))];
}

function writeSum(sheet: Sheet, [name, amount]: Sum, hand: Hand): void {
  const room = page.right - left;
  const wide = sheet.widthOf(amount, { ...hand, figures: true });
  const block = { x: left, width: Math.max(60, room - wide - 12) };
  const top = sheet.y;
  for (const line of sheet.linesOf(name, hand, block.width)) {
    sheet.write(line, hand.weight ? hand : { ...hand, colour: ink.quiet }, block);
    sheet.y += heightOfLine(hand);
  }
  sheet.write(amount, { ...hand, figures: true }, { x: left, width: room, align: "right" }, top);
  sheet.y += 2;
}

function writeBelow(sheet: Sheet, text: string): void {
  sheet.flow(text, { size: 8, colour: ink.quiet }, { x: left, width: page.right - left });
}
