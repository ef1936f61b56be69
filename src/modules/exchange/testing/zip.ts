import { buffer } from "node:stream/consumers";
import { Readable } from "node:stream";
import { ZipFile } from "yazl";

/** A zip of files by name; a file may come piece by piece, so that it need not be held. */
export async function zipOf(
  files: Readonly<Record<string, string | Buffer | Iterable<string>>>,
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(files)) {
    // Who writes zips with a decent program cannot lead out of them.
    const name = path.replaceAll("../", "~~/");
    if (typeof content === "string" || Buffer.isBuffer(content)) zip.addBuffer(Buffer.from(content), name);
    else zip.addReadStream(Readable.from(content, { objectMode: false }), name);
  }
  zip.end();
  const bytes = await buffer(zip.outputStream as unknown as Readable);
  return Object.keys(files).some((path) => path.includes("../"))
    ? Buffer.from(bytes.toString("latin1").replaceAll("~~/", "../"), "latin1")
    : bytes;
}

interface Book {
  readonly sheets: Readonly<Record<string, string | Iterable<string>>>;
  readonly strings?: readonly string[];
  readonly styles?: string;
  readonly from1904?: boolean;
}

/** A workbook of sheets as the rows of their XML. */
export function xlsxOf({ sheets, strings = [], styles = "", from1904 = false }: Book): Promise<Buffer> {
  const names = Object.keys(sheets);
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  return zipOf({
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": `<workbook ${main} xmlns:r="${relation}"><workbookPr${from1904 ? ' date1904="1"' : ""}/><sheets>${names
      .map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${names
      .map(
        (_, index) =>
          `<Relationship Id="rId${index + 1}" Type="${relation}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
      )
      .join("")}</Relationships>`,
    "xl/styles.xml": `<styleSheet ${main}>${styles}</styleSheet>`,
    "xl/sharedStrings.xml": `<sst ${main}>${strings.map((text) => `<si><t>${text}</t></si>`).join("")}</sst>`,
    ...Object.fromEntries(
      Object.values(sheets).map((rows, index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        typeof rows === "string" ? sheet(rows) : inPieces(rows),
      ]),
    ),
  });
}

const [head, foot] = ["<worksheet><sheetData>", "</sheetData></worksheet>"];
const sheet = (rows: string): string => head + rows + foot;

function* inPieces(rows: Iterable<string>): Generator<string> {
  yield head;
  yield* rows;
  yield foot;
}

/** A spreadsheet of OpenDocument, its tables as XML. */
export const odsOf = (tables: string): Promise<Buffer> =>
  zipOf({
    mimetype: "application/vnd.oasis.opendocument.spreadsheet",
    "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="m"/>',
    "content.xml": `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
  });
