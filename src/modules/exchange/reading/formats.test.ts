import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readFileOf } from "../testing/reading-desk.ts";
import { odsOf, xlsxOf, zipOf } from "../testing/zip.ts";
import { shapeOf } from "./xlsx/number-formats.ts";
import { SharedStrings } from "./xlsx/shared-strings.ts";

const styles = `<numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy;@"/><numFmt numFmtId="165" formatCode="#,##0.00 &quot;days&quot;"/></numFmts>
<cellStyleXfs><xf numFmtId="22"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/><xf numFmtId="21"/></cellXfs>`;

test("a workbook gives each sheet that holds anything, its cells as they are shown", async () => {
  const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>Born</t></r><r><t> on</t></r><rPh><t>x</t></rPh></is></c><c r="D1" t="str"><f>1</f><v>Sum</v></c></row>
<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>43889</v></c><c r="C3" t="b"><v>1</v></c><c r="D3" s="4"><v>1234.5600000000001</v></c></row>
<row r="4"><c r="A4" t="e"><v>#N/A</v></c><c r="B4" s="2"><v>43889.5</v></c><c r="C4" s="5"><v>0.25</v></c><c r="D4"><v>1.125</v></c></row>
<row r="5"><c r="A5" t="str"><v>=1+1</v></c><c r="B5" s="3"><v>59</v></c><c r="C5" s="6"><v>0.75</v></c><c r="D5"><v>45631</v></c></row>
<row r="6"><c r="A6" s="1"/></row>`;
  const book = await xlsxOf({
    sheets: { People: rows, Empty: "", Second: '<row><c t="inlineStr"><is><t>only</t></is></c></row>' },
    strings: ["Name", "Ана &amp; co_x000A_Иван"],
    styles,
  });
  const { lists } = await readFileOf("book.xlsx", book);
  expect(lists).toEqual({
    "book.xlsx › People": `Name,Born on,,Sum

"Ана & co
Иван",2020-02-28,true,1234.56
,2020-02-28 12:00:00,25 %,1.1250
=1+1,1900-02-28,18:00:00,45631`,
    "book.xlsx › Second": "only",
  });
});

test("a title above the table of a sheet is no heading, and the rows keep their numbers", async () => {
  const row = (...texts: readonly string[]) =>
    `<row>${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`;
  const { lists, left } = await readFileOf(
    "report.xlsx",
    await xlsxOf({
      sheets: {
        S:
          row("Customers of May") + row() + row("Name", "City", "Sum") + row("Ana", "Ruse", "1") + row("Eva"),
      },
    }),
  );
  expect(lists).toEqual({ "report.xlsx": "\n\nName,City,Sum\nAna,Ruse,1\nEva" });
  expect(left).toEqual([{ name: "Customers of May", reason: "unknown" }]);
});

test("days that are counted from 1904 are the same days", async () => {
  const sheet = '<row><c t="inlineStr"><is><t>Day</t></is></c></row><row><c s="1"><v>42427</v></c></row>';
  const { lists } = await readFileOf(
    "mac.xlsx",
    await xlsxOf({ sheets: { One: sheet }, styles, from1904: true }),
  );
  expect(lists).toEqual({ "mac.xlsx": "Day\n2020-02-28" });
});

test.each([
  ["General", "number"],
  ["#,##0.00", "number"],
  ['0.00 "days"', "number"],
  ["[$-419]dd mmmm yyyy", "date"],
  ["mmm-yy", "date"],
  ["yyyy-mm-dd hh:mm", "moment"],
  ["[h]:mm:ss", "time"],
  ["mm:ss.0", "time"],
  ["[Red]0.0%", "percent"],
  ["0.00E+00", "number"],
  ["_-* #,##0.00 [$€-407]_-", "number"],
] as const)("the format %s shows a %s", (format, shape) => expect(shapeOf(format)).toBe(shape));

test("sheets of an OpenDocument are read with what is repeated, and without remarks", async () => {
  const cell = (text: string, more = "") =>
    `<table:table-cell${more}><text:p>${text}</text:p></table:table-cell>`;
  const { lists } = await readFileOf(
    "sheet.ods",
    await odsOf(`<table:table table:name="A"><table:table-row>${cell("Name")}${cell("When")}${cell("Sum")}${cell("x", ' table:number-columns-repeated="2"')}</table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><office:annotation><text:p>remark</text:p></office:annotation><text:p>Ана<text:s text:c="2"/>Б</text:p><text:p>two</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2020-02-28"><text:p>28.02.20</text:p></table:table-cell><table:table-cell office:value-type="currency" office:value="1234.56"><text:p>1.234,56 €</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row></table:table>
<table:table table:name="B"><table:table-row>${cell("other")}</table:table-row></table:table><table:table table:name="C"/>`),
  );
  expect(lists).toEqual({
    "sheet.ods › A":
      'Name,When,Sum,x,x\n\n\n"Ана  Б\ntwo",2020-02-28,1234.56\n"Ана  Б\ntwo",2020-02-28,1234.56',
    "sheet.ods › B": "other",
  });
});

const records = [
  String.raw`{"id": 12345678901234567890, "name": "Ана, \"Б\"", "address": {"city": "София", "geo": {"lat": 42.5}}, "tags": ["a", "b"]}`,
  '{"name": "Иван {[", "phones": [{"number": "1"}, {"number": "2"}], "active": true, "none": null}',
];
const recordsAsRows = `id,name,address.city,address.geo.lat,tags,phones.1.number,phones.2.number,active
12345678901234567890,"Ана, ""Б""",София,42.5,"a, b",,,
,Иван {[,,,,1,2,true`;

test.each([
  { form: "a list", text: `[${records.join(",")}]` },
  { form: "a list with spaces", text: `\uFEFF [ ${records.join("\n ,\r\n")}\n]\n` },
  { form: "a record a line", text: `${records.join("\r\n\r\n")}\n` },
])("records of JSON become rows: $form", async ({ text }) => {
  expect((await readFileOf("a.json", text)).lists).toEqual({ "a.json": recordsAsRows });
});

test("the lists in an object of JSON are tables, what stands beside them is told", async () => {
  const list = `[${records.join(",")}]`;
  const whole = await readFileOf(
    "a.json",
    `{"count": 2, "tags": ["x", "y"], "items": ${list}, "none": [], "others": [{"a": 1}], "next": null}`,
  );
  expect(whole.lists).toEqual({ "a.json › items": recordsAsRows, "a.json › others": "a\n1" });
  expect(whole.left.map(({ name }) => name)).toEqual(["a.json › count", "a.json › tags", "a.json › next"]);
  expect((await readFileOf("one.json", '{"name": "Ana", "tags": ["x", "y"]}')).lists).toEqual({
    "one.json": 'name,tags\nAna,"x, y"',
  });
});

test.each([
  { what: "cut off", text: '[{"a": 1}', reason: "broken" },
  { what: "wrong within", text: '[{"a": 1}, {"a": ]', reason: "broken" },
  { what: "followed by more", text: '[{"a": 1}]]', reason: "broken" },
  { what: "a tower", text: `[{"a": ${"[".repeat(200_000)}${"]".repeat(200_000)}}]`, reason: "nested" },
  { what: "one endless text", text: `[{"a": "${"x".repeat(3_000_000)}"}]`, reason: "cell" },
])("JSON that is $what is refused with the reason", async ({ text, reason }) => {
  await expect(readFileOf("a.json", text)).rejects.toMatchObject({
    code: "import_file_unreadable",
    details: { params: { reason } },
  });
});

test("an object of more lists than a session takes is refused, and one of more values beside them than columns", async () => {
  const listed = Array.from({ length: 5000 }, (_, at) => `"l${at}": [{"a": 1}]`);
  await expect(readFileOf("a.json", `{${listed.join(",")}}`)).rejects.toMatchObject({ code: "too_large" });
  const beside = Array.from({ length: 5000 }, (_, at) => `"v${at}": 1`);
  await expect(readFileOf("a.json", `{"l": [{"a": 1}], ${beside.join(",")}}`)).rejects.toMatchObject({
    details: { params: { reason: "columns" } },
  });
  const words = Array.from({ length: 30 }, () => `"${"x".repeat(50_000)}"`);
  await expect(readFileOf("a.json", `{"words": [${words.join(",")}]}`)).rejects.toMatchObject({
    details: { params: { reason: "cell" } },
  });
});

const pieces = `<t>${"x".repeat(1000)}</t>`.repeat(101);

test.each([
  ["a cell", { sheets: { S: `<row><c t="inlineStr"><is>${pieces}</is></c></row>` } }, "cell"],
  ["a shared text", { sheets: { S: "" }, strings: [`</t>${pieces}<t>`] }, "cell"],
  ["its styles", { sheets: { S: "" }, styles: `<cellXfs>${"<xf/>".repeat(65_100)}</cellXfs>` }, "broken"],
] as const)("a workbook that grows without end in %s is refused", async (_where, book, reason) => {
  await expect(xlsxOf(book).then((bytes) => readFileOf("b.xlsx", bytes))).rejects.toMatchObject({
    details: { params: { reason } },
  });
});

test("a cell of an OpenDocument that grows without end is refused", async () => {
  const spaces = `<text:p>${'<text:s text:c="1000"/>'.repeat(101)}</text:p>`;
  const table = `<table:table><table:table-row><table:table-cell>${spaces}</table:table-cell></table:table-row></table:table>`;
  await expect(odsOf(table).then((bytes) => readFileOf("s.ods", bytes))).rejects.toMatchObject({
    details: { params: { reason: "cell" } },
  });
});

test("a format of megabytes is looked at no further than formats go", () => {
  expect(shapeOf(`dd${"[".repeat(2_000_000)}`)).toBe("date");
});

test("texts of a workbook beyond memory are found in their file, empty ones too", async () => {
  const folder = await mkdtemp(join(tmpdir(), "rapport-texts-"));
  const strings = new SharedStrings(folder);
  strings.add("x".repeat(25 * 1024 * 1024));
  for (let at = 0; at < 25_000; at++) strings.add("");
  strings.add("last");
  expect([strings.at(1), strings.at(25_000), strings.at(25_001)]).toEqual(["", "", "last"]);
  strings.close();
  await rm(folder, { recursive: true });
});

test("an archive gives what its files hold, and tells what it leaves", async () => {
  const { lists, left } = await readFileOf(
    "all.zip",
    await zipOf({
      "a/companies.csv": "name;city\nАкме;София\n",
      "../../etc/people.json": '[{"name": "Ana"}]',
      "book.xlsx": await xlsxOf({ sheets: { S: '<row><c t="inlineStr"><is><t>x</t></is></c></row>' } }),
      "inner.zip": await zipOf({ "b.csv": "a,b\n1,2\n" }),
      "picture.png": Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
      "empty.csv": "",
      "__MACOSX/._a.csv": "x",
    }),
  );
  expect(lists).toEqual({
    "all.zip › companies.csv": "name;city\nАкме;София",
    "all.zip › people.json": "name\nAna",
    "all.zip › book.xlsx": "x",
  });
  expect(left).toEqual([
    { name: "inner.zip", reason: "archive" },
    { name: "picture.png", reason: "unreadable" },
  ]);
});
