import { mergedTexts } from "./merging-texts.ts";
import { type PrintedDesign, plainDesign } from "./printed-design.ts";
import { writeClosing, writeFooters } from "./foot.ts";
import { writeHead } from "./head.ts";
import { writeLines } from "./lines-table.ts";
import type { PrintedDocument } from "./printed-document.ts";
import { printedLately } from "./printed-lately.ts";
import { closed, type Hand, heightOfLine, ink, openSheet, page, type Sheet } from "./sheet.ts";
import { writeSums } from "./sums.ts";
import { wordsIn } from "./words.ts";
import { type Written, writtenIn } from "./written.ts";

/** A document on its way to the page: what it says, how it looks, and how numbers are written on it. */
export interface Printing {
  readonly document: PrintedDocument;
  /** With the texts filled in. */
  readonly design: PrintedDesign;
  readonly written: Written;
}

const running: Hand = { size: 8, colour: ink.quiet };

/** The document as a PDF, A4. The same document gives the same bytes. */
export async function printDocument(document: PrintedDocument): Promise<Buffer> {
  return printedLately(document, print);
}

async function print(document: PrintedDocument): Promise<Buffer> {
  const written = writtenIn(document.language, document.seller.country, document.currency);
  const printing: Printing = {
    document,
    written,
    design: mergedTexts(document, written, document.design ?? plainDesign),
  };
  const title = `${wordsIn(document.language).kinds[document.kind]} ${document.number}`;
  const sheet = await openSheet({
    title,
    author: document.seller.name,
    made: new Date(`${document.days.issued ?? "2000-01-01"}T00:00:00Z`),
  });
  sheet.onNewPage = () => writeRunningHead(sheet, title, document.seller.name);
  writeHead(sheet, printing);
  writeIntro(sheet, printing);
  writeLines(sheet, printing);
  if (document.kind !== "delivery_note") writeSums(sheet, printing);
  writeClosing(sheet, printing);
  writeFooters(sheet, printing);
  return closed(sheet);
}

function writeRunningHead(sheet: Sheet, title: string, seller: string): void {
  const block = { x: page.left, width: page.right - page.left };
  const room = block.width - sheet.widthOf(title, running) - 20;
  sheet.write(sheet.linesOf(seller, running, room)[0] ?? "", running, block);
  sheet.write(title, running, { ...block, align: "right" });
  sheet.y += heightOfLine(running) + 12;
}

function writeIntro(sheet: Sheet, { document, design }: Printing): void {
  const intro = document.introduction ?? design.intro;
  if (!intro) return;
  sheet.flow(intro, { size: 9.5 }, { x: page.left, width: page.right - page.left });
  sheet.y += 14;
}
