import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import iconv from "iconv-lite";
import { expect, test } from "vitest";
import type { Layout } from "../contract/imports.ts";
import { layoutOf } from "./layout.ts";
import { rowsOf } from "./rows.ts";
import { looksLikeHeadings, surveyFile } from "./survey.ts";

const russian = "Имя;Город\r\nЕлена Петрова;София\r\nИван Смирнов;Нижний Новгород\r\n";

const bulgarian = "Име;Фирма\nЕлена Петрова;Витоша ЕООД\nЯна Ъгълова;Тракия\n";
const spanish = "Nombre;Ciudad\nJosé Muñoz;Málaga\nÁngel Núñez;Logroño\nSofía Ibáñez;Cádiz\n";

test.each([
  ["utf-8", russian],
  ["utf-16le", russian],
  ["utf-16be", russian],
  ["windows-1251", russian],
  ["koi8-r", russian],
  ["maccyrillic", russian],
  ["cp866", russian],
  ["maccyrillic", bulgarian],
  ["windows-1251", "Име;Град\nЏорђе Љубић;Њујорк\nЂурђа Ћосић;Ниш\n"],
  ["macintosh", spanish],
  ["cp850", spanish],
  ["windows-1252", spanish],
  ["windows-1252", "Nombre;Ciudad\nCafé «Ñandú» – Peña;León\n"],
  ["windows-1250", "Jméno;Město\nŽofie Dvořáková;Plzeň\nJiří Růžička;Třebíč\nŠtěpán Kučera;Přerov\n"],
] as const)("a file in %s is recognised and read", async (encoding, text) => {
  const bytes = iconv.encode(text, encoding);
  const layout = layoutOf(bytes);
  expect(layout).toEqual({ encoding, delimiter: ";" });
  const rows = await allRows(bytes, layout);
  expect(rows.map((row) => row.cells.join(";")).join("|")).toBe(text.trim().replace(/\r?\n/g, "|"));
});

test("of two files put together each row of the smaller part is told, and none of the larger misread", () => {
  const mixed = Buffer.concat([
    Buffer.from("Nombre;Ciudad\nLucía;León\n"),
    iconv.encode("José;León\n", "windows-1252"),
    Buffer.from("Íñigo;Ávila\n"),
  ]);
  expect(layoutOf(mixed).encoding).toBe("utf-8");
});

test.each([",", ";", "\t", "|"] as const)(
  "the delimiter %j is recognised beside others inside quotes",
  (delimiter) => {
    const text = [
      ["Name", "Note", "Amount"],
      ["Acme", '"a, b; c | d"', "1"],
      ["Beta", '"x,y,z"', "2"],
    ]
      .map((cells) => cells.join(delimiter))
      .join("\n");
    expect(layoutOf(Buffer.from(text)).delimiter).toBe(delimiter);
  },
);

test("quotes, line ends inside them, a byte order mark and blank lines are read as meant", async () => {
  const text = '\uFEFFname,note\r\n"Acme ""Best"", Ltd","two\r\nlines"\r\n\r\n,\r\nBeta,\r\n';
  expect(await allRows(Buffer.from(text))).toEqual([
    { number: 1, cells: ["name", "note"] },
    { number: 2, cells: ['Acme "Best", Ltd', "two\r\nlines"] },
    { number: 5, cells: ["Beta", ""] },
  ]);
});

test("lines ended by a carriage return alone are lines", async () => {
  expect((await allRows(Buffer.from("a,b\r1,2\r3,4\r"))).length).toBe(3);
});

test("a quote that is never closed is refused with the row, without reading the whole file into memory", async () => {
  let megabytes = 0;
  const flood = function* () {
    yield Buffer.from('name,note\nAcme,fine\nBeta,"never closed\n');
    for (; megabytes < 200; megabytes++) yield Buffer.from(`${"x".repeat(999_999)}\n`);
  };
  await expect(collect(rowsOf(Readable.from(flood()), plain))).rejects.toMatchObject({
    code: "import_file_unreadable",
    details: { params: { reason: "quote", row: 3 } },
  });
  expect(megabytes).toBeLessThan(20);
});

test("an unclosed quote at the end of a short file is refused, too", async () => {
  await expect(allRows(Buffer.from('a,b\n1,"2\n3,4'))).rejects.toMatchObject({
    details: { params: { reason: "quote", row: 2 } },
  });
});

test("a row of a hundred thousand columns is refused", async () => {
  await expect(allRows(Buffer.from("x,".repeat(100_000)))).rejects.toMatchObject({
    details: { params: { reason: "columns", row: 1 } },
  });
});

test("an empty file, blanks alone and a picture are refused", () => {
  expect(() => layoutOf(Buffer.alloc(0))).toThrow("import_file_empty");
  expect(() => layoutOf(Buffer.from("\uFEFF \n\n"))).toThrow("import_file_empty");
  expect(() => layoutOf(Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"))).toThrow(
    "import_file_unreadable",
  );
  expect(() => layoutOf(Buffer.from("PK\u0003\u0004xxxx"))).toThrow("import_file_unreadable");
});

test("a first row with numbers or addresses of mail is data, not headings", () => {
  expect(looksLikeHeadings(["account", "sector", "year_established"])).toBe(true);
  expect(looksLikeHeadings(["Acme", "retail", "1996"])).toBe(false);
  expect(looksLikeHeadings(["Elena", "elena@example.com"])).toBe(false);
  expect(looksLikeHeadings(["name", "name"])).toBe(false);
});

test("long texts that begin alike are counted apart, and shown by how they begin", async () => {
  const folder = await mkdtemp(join(tmpdir(), "survey-"));
  try {
    const [start, path] = ["note ".repeat(60), join(folder, "notes.csv")];
    await writeFile(path, `Note\n${start}one\n${start}two\n${start}one\n${start}\nshort\n`);
    const { columns } = await surveyFile(path, plain);
    const counted = columns[0]?.distinct.map(({ value, count }) => [value, count]);
    expect(counted).toEqual([
      [start, 2],
      [start, 1],
      [start.trim(), 1],
      ["short", 1],
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

const plain: Layout = { encoding: "utf-8", delimiter: "," };

const allRows = (bytes: Buffer, layout: Layout = plain) => collect(rowsOf(Readable.from([bytes]), layout));

async function collect<T>(pieces: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const items of pieces) all.push(...items);
  return all;
}
