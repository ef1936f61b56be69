import type { PrintedLine } from "./printed-document.ts";
import { type Hand, heightOfLine, ink, page, type Sheet } from "./sheet.ts";
import type { Printing } from "./printing.ts";
import { wordsIn } from "./words.ts";

/** In the order in which they stand. */
const order = [
  "position",
  "code",
  "description",
  "quantity",
  "unit",
  "price",
  "discount",
  "tax",
  "total",
] as const;
type ColumnKey = (typeof order)[number];

interface Column {
  readonly key: ColumnKey;
  readonly heading: string;
  readonly x: number;
  readonly width: number;
  readonly align: "left" | "right";
}

const heading: Hand = { weight: "medium", size: 7.5, colour: ink.quiet };
const cell: Hand = { size: 9 };
const figure: Hand = { ...cell, figures: true };
const detail: Hand = { size: 7.5, colour: ink.quiet };
const gap = 10;
const padding = 5;
/** A row lower than this is kept on one page. */
const keptWhole = 240;
/** Other columns are as wide as their longest text needs, unless they leave the description less than this. */
const leastOfDescription = 150;
const ofText = new Set<ColumnKey>(["description", "code", "unit"]);

/** The lines, with the headings again on every page. */
export function writeLines(sheet: Sheet, printing: Printing): void {
  const rows = printing.document.lines.map((line, index) => textsOf(line, index, printing));
  const columns = columnsOf(sheet, printing, rows);
  const headings = () => writeHeadings(sheet, columns);
  sheet.need(80);
  headings();
  const before = sheet.onNewPage;
  sheet.onNewPage = () => {
    before();
    headings();
  };
  printing.document.lines.forEach((line, index) => {
    writeLine(sheet, printing, columns, { line, texts: rows[index] ?? {} });
  });
  sheet.onNewPage = before;
}

type Texts = Partial<Record<ColumnKey, string>>;

function textsOf(line: PrintedLine, index: number, { written, document }: Printing): Texts {
  const texts: Texts = {
    position: String(index + 1),
    description: line.description,
    quantity: written.quantity(line.quantity),
  };
  if (line.code) texts.code = line.code;
  if (line.unit) texts.unit = line.unit;
  if (document.kind === "delivery_note") return texts;
  texts.price = written.amount(line.price);
  texts.total = written.amount(line.total);
  if (line.discount && Number(line.discount) !== 0) texts.discount = written.percent(line.discount);
  if (line.taxRate) texts.tax = written.percent(line.taxRate);
  return texts;
}

function columnsOf(sheet: Sheet, { document, design }: Printing, rows: readonly Texts[]): readonly Column[] {
  const words = wordsIn(document.language).columns;
  const chosen: readonly ColumnKey[] = [...design.columns, "description", "total"];
  const shown = order.filter(
    (key) => key === "description" || (chosen.includes(key) && rows.some((row) => row[key])),
  );
  const widths = widthsOf(sheet, shown, (key) => ({
    head: words[key],
    texts: rows.map((row) => row[key] ?? ""),
  }));
  let x: number = page.left;
  return shown.map((key) => {
    const width = widths.get(key) ?? 0;
    const column: Column = {
      key,
      heading: words[key],
      x,
      width,
      align: ofText.has(key) || key === "position" ? "left" : "right",
    };
    x += width + gap;
    return column;
  });
}

type Content = { readonly head: string; readonly texts: readonly string[] };

function widthsOf(sheet: Sheet, shown: readonly ColumnKey[], contentOf: (key: ColumnKey) => Content) {
  const others = shown.filter((key) => key !== "description");
  const room = page.right - page.left - others.length * gap;
  const wanted = others.map((key) => wantedBy(sheet, contentOf(key)));
  // The widest give way until what is left is enough.
  let most = Math.max(...wanted);
  const taken = () => wanted.reduce((sum, width) => sum + Math.min(width, most), 0);
  while (room - taken() < leastOfDescription && most > 24) most -= 2;
  const widths = new Map<ColumnKey, number>(
    others.map((key, index) => [key, Math.min(wanted[index] ?? 0, most)]),
  );
  return widths.set("description", room - taken());
}

function wantedBy(sheet: Sheet, { head, texts }: Content): number {
  // Figures are of one width, so that the longest texts are the widest but for a few signs.
  const longest = [...new Set(texts)].sort((one, other) => other.length - one.length).slice(0, 12);
  const widths = longest.map((text) => sheet.widthOf(text, figure));
  return Math.max(sheet.widthOf(head, heading), ...widths) + 0.5;
}

function writeHeadings(sheet: Sheet, columns: readonly Column[]): void {
  for (const { heading: text, ...block } of columns) sheet.write(text, heading, block);
  sheet.y += heightOfLine(heading) + 4;
  sheet.rule(sheet.y, ink.quiet);
  sheet.y += padding;
}

interface Row {
  readonly line: PrintedLine;
  readonly texts: Texts;
}

function writeLine(sheet: Sheet, printing: Printing, columns: readonly Column[], { line, texts }: Row): void {
  const words = wordsIn(printing.document.language);
  const tone = line.option === "open" ? { colour: ink.quiet } : {};
  const cells = columns.map((column) => ({
    column,
    lines: sheet.linesOf(texts[column.key] ?? "", handOf(column), column.width),
  }));
  const description = columns.find(({ key }) => key === "description");
  const below = [
    ...(line.option ? [words.options[line.option]] : []),
    ...(line.detail ? [line.detail] : []),
  ].flatMap((text) => sheet.linesOf(text, detail, description?.width ?? 0));
  const rows = Math.max(...cells.map(({ lines }) => lines.length));
  const height = rows * heightOfLine(cell) + below.length * heightOfLine(detail) + 2 * padding;
  sheet.need(height <= keptWhole ? height : 60);
  for (let row = 0; row < rows; row++) {
    sheet.need(heightOfLine(cell));
    for (const { column, lines } of cells)
      if (lines[row]) sheet.write(lines[row] ?? "", { ...handOf(column), ...tone }, column);
    sheet.y += heightOfLine(cell);
  }
  for (const text of below) {
    sheet.need(heightOfLine(detail));
    if (description) sheet.write(text, detail, description);
    sheet.y += heightOfLine(detail);
  }
  sheet.y += padding;
  sheet.rule(sheet.y);
  sheet.y += padding;
}

function handOf({ key }: Column): Hand {
  return ofText.has(key) ? cell : figure;
}
