import { textIn } from "#records/contract";
import { titlesIn } from "../../imports/titles.ts";
import { fieldsOf, headingOf } from "../columns.ts";
import type { ListToExport, RecordPages } from "../list-to-export.ts";
import { type ZipEntry, zipOf } from "../zip-stream.ts";
import { openCells } from "./cells.ts";
import { type Rows, sheetXml } from "./sheet.ts";
import { Styles } from "./styles.ts";
import { escapedXml } from "./xml.ts";

/** Rows of a sheet with its heading: what a spreadsheet can open. */
const mostRows = 1_048_576;

/**
 * A workbook: numbers, days and amounts are such, texts are texts whatever they look like. What a sheet does not hold goes on in
 * a further one. Nothing of it is kept: the parts that depend on the rows come after them.
 */
export function writeWorkbook(list: ListToExport, rowsOfSheet = mostRows): AsyncGenerator<Uint8Array> {
  return zipOf(parts(list, rowsOfSheet));
}

async function* parts(list: ListToExport, rowsOfSheet: number): AsyncGenerator<ZipEntry> {
  const { columns, runtime, reader } = list;
  const styles = new Styles();
  const cells = await openCells(list, styles);
  const titles = titlesIn(runtime.catalogue, reader.locale);
  const headings = columns.map((column) => headingOf(column, titles));
  const rows = rowsFrom(await list.pages(fieldsOf(columns)));
  let sheets = 0;
  do {
    sheets++;
    const content = sheetXml(rows, { headings, cells, columns, rowsOfSheet });
    yield { path: `xl/worksheets/sheet${sheets}.xml`, content };
  } while (await rows.hasMore());
  const title = titleOf(list);
  yield part("xl/styles.xml", styles.xml());
  yield part("xl/workbook.xml", workbookXml(title, sheets));
  yield part("xl/_rels/workbook.xml.rels", relationsXml(sheets));
  yield part("_rels/.rels", rootRelations);
  yield part("[Content_Types].xml", contentTypesXml(sheets));
}

/** Records page by page, of which a sheet may take only some. */
function rowsFrom(pages: RecordPages): Rows {
  let page: Awaited<ReturnType<RecordPages["next"]>> | undefined;
  let taken = 0;
  const hasMore = async (): Promise<boolean> => {
    while (page === undefined || (!page.done && taken >= page.value.length)) {
      page = await pages.next();
      taken = 0;
    }
    return !page.done;
  };
  return {
    hasMore,
    async take(most) {
      if (!(await hasMore()) || page === undefined || page.done) return [];
      const some = page.value.slice(taken, taken + most);
      taken += some.length;
      return some;
    },
  };
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const part = (path: string, xml: string): ZipEntry => ({ path, content: once(head + xml) });

// Excel takes 31 letters, and not all of them; "(2)" must find room.
function titleOf({ object, runtime, reader }: ListToExport): string {
  const title =
    textIn(object.label?.many, reader.locale) ??
    titlesIn(runtime.catalogue, reader.locale).text("objects", object.name, "many") ??
    object.plural;
  return (
    title
      .replace(/[[\]:*?/\\']/g, " ")
      .trim()
      .slice(0, 25)
      .toWellFormed() || object.plural
  );
}

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaged = "http://schemas.openxmlformats.org/package/2006";

const numbersTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

function workbookXml(title: string, count: number): string {
  const sheets = numbersTo(count).map((number) => {
    const name = escapedXml(number === 1 ? title : `${title} (${number})`);
    return `<sheet name="${name}" sheetId="${number}" r:id="rId${number}"/>`;
  });
  return `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${sheets.join("")}</sheets></workbook>`;
}

function relationsXml(count: number): string {
  const sheets = numbersTo(count).map(
    (number) =>
      `<Relationship Id="rId${number}" Type="${relations}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${count + 1}" Type="${relations}/styles" Target="styles.xml"/>`;
  return `<Relationships xmlns="${packaged}/relationships">${sheets.join("")}${styles}</Relationships>`;
}

const rootRelations = `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

function contentTypesXml(count: number): string {
  const of = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const sheets = numbersTo(count).map(
    (number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${of}.worksheet+xml"/>`,
  );
  return `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${of}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${of}.styles+xml"/>${sheets.join("")}</Types>`;
}
