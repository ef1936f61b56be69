import PdfDocument from "pdfkit";
import { fonts, type Weight } from "./fonts.ts";
import { wrapped } from "./wrapping.ts";

/** A4 in points, and its margins: 17 mm at the sides. */
export const page = { width: 595.28, height: 841.89, left: 48, right: 547.28, top: 48, bottom: 772 } as const;

export const ink = { text: "#1b1d20", quiet: "#5f656d", faint: "#d9dce0", ground: "#f4f5f6" } as const;

/** A way to write: weight, size in points, colour. */
export interface Hand {
  readonly weight?: Weight;
  readonly size: number;
  readonly colour?: string;
  /** Digits of one width, so that columns of numbers stand below one another. */
  readonly figures?: boolean;
}

export interface Block {
  readonly x: number;
  readonly width: number;
  readonly align?: "left" | "right" | "center";
}

const lineSpacing = 1.42;

/** The pages of a document while they are written, from above to below. */
export interface Sheet {
  readonly document: PDFKit.PDFDocument;
  /** How far down the page is written. */
  y: number;
  /** Runs on every page after the first, before what goes on there. */
  onNewPage: () => void;
  /** Goes on a new page where less than `height` is left on this one. */
  readonly need: (height: number) => void;
  readonly linesOf: (text: string, hand: Hand, width: number) => readonly string[];
  readonly widthOf: (text: string, hand: Hand) => number;
  /** One line at `y`, as it is; nothing moves. */
  readonly write: (text: string, hand: Hand, block: Block, y?: number) => void;
  /** A text in lines, over pages where it must; moves down. */
  readonly flow: (text: string, hand: Hand, block: Block) => void;
  readonly rule: (y: number, colour?: string, block?: Block) => void;
}

export function heightOfLine(hand: Hand): number {
  return hand.size * lineSpacing;
}

export async function openSheet(info: { title: string; author: string; made: Date }): Promise<Sheet> {
  const document = new PdfDocument({
    size: "A4",
    margin: 0,
    bufferPages: true,
    info: {
      Title: info.title,
      Author: info.author,
      CreationDate: info.made,
      Producer: "Rapport",
      Creator: "Rapport",
    },
  });
  for (const [weight, file] of Object.entries(await fonts())) document.registerFont(weight, file);
  const take = ({ weight = "regular", size, colour = ink.text }: Hand) =>
    document.font(weight).fontSize(size).fillColor(colour);
  const widths = new Map<string, number>();
  // The same words and figures are measured many times; a point of each is remembered, whatever the size.
  const widthOf = (text: string, hand: Hand) => {
    const key = `${hand.weight ?? "regular"} ${hand.figures ?? ""} ${text}`;
    const known = widths.get(key) ?? take({ ...hand, size: 100 }).widthOfString(text, optionsOf(hand)) / 100;
    widths.set(key, known);
    return known * hand.size;
  };
  const sheet: Sheet = {
    document,
    y: page.top,
    onNewPage: () => undefined,
    widthOf,
    need(height) {
      if (sheet.y + height <= page.bottom) return;
      document.addPage();
      sheet.y = page.top;
      sheet.onNewPage();
    },
    linesOf: (text, hand, width) => wrapped(printable(text), width, (part) => widthOf(part, hand)),
    write(text, hand, { x, width, align = "left" }, y = sheet.y) {
      const said = printable(text);
      const room = align === "left" ? 0 : width - widthOf(said, hand);
      take(hand).text(said, x + (align === "center" ? room / 2 : room), y, optionsOf(hand));
    },
    flow(text, hand, block) {
      for (const line of sheet.linesOf(text, hand, block.width)) {
        sheet.need(heightOfLine(hand));
        sheet.write(line, hand, block);
        sheet.y += heightOfLine(hand);
      }
    },
    rule(y, colour = ink.faint, { x, width } = { x: page.left, width: page.right - page.left }) {
      document
        .moveTo(x, y)
        .lineTo(x + width, y)
        .lineWidth(0.6)
        .strokeColor(colour)
        .stroke();
    },
  };
  return sheet;
}

/** Contextual alternates of Inter change the look of arrows and of an x between digits, and take most of the time. */
const alike = { lineBreak: false, features: { calt: false } } as unknown as PDFKit.Mixins.TextOptions;
const ofFigures = {
  lineBreak: false,
  features: { calt: false, tnum: true },
} as unknown as PDFKit.Mixins.TextOptions;

// The types of pdfkit know a list of features to switch on; fontkit takes which to switch off, too.
function optionsOf({ figures }: Hand): PDFKit.Mixins.TextOptions {
  return figures ? ofFigures : alike;
}

/** The finished file. */
export function closed(sheet: Sheet): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    sheet.document.on("data", (piece: Buffer) => pieces.push(piece));
    sheet.document.on("end", () => resolve(Buffer.concat(pieces)));
    sheet.document.on("error", reject);
    sheet.document.end();
  });
}

/** Without what no printer shows: control signs, and marks that turn the direction of a line around. */
function printable(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, (sign) =>
      sign === "\n" || sign === "\t" || sign === "\r" ? sign : "",
    );
}
