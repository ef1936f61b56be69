import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Installation, openInstallation } from "./installation.ts";

let rapport: Installation;

beforeAll(async () => {
  rapport = await openInstallation();
  await rapport.start();
});

afterAll(() => rapport?.end());

const people = "First name,Last name,E-mail\n";

test("a file that cannot be taken is refused in the terminal with what is wrong with it, and nothing is imported", async () => {
  const manyRows = Array.from({ length: 50_000 }, (_, row) => `N${row},L,n${row}@example.com\n`).join("");
  const files: Readonly<Record<string, readonly [string | Buffer, RegExp]>> = {
    "empty.csv": ["", /has no rows/],
    "workbook.csv": [Buffer.from("504b030414000600080000002100", "hex"), /cannot be read.*damaged/],
    "quote.csv": [
      `${people}Ana,B,a@example.com\n"Boris,C,c@example.com\n${manyRows}`,
      /opened in row 3 is never closed/,
    ],
    "columns.csv": [`${"a,".repeat(2000)}a\n${"1,".repeat(2000)}1\n`, /Row 1 has too many columns/],
    "cell.csv": [`${people}${"A".repeat(1_048_576)},B,a@example.com\n`, /Row 2 has a cell that is too long/],
  };
  const [before] = await rapport.rows("select count(*) from parties");
  const ends = await Promise.all(
    Object.entries(files).map(async ([name, [content, said]]) => {
      const ended = await importPeople(name, content);
      return { name, ...ended, isSaid: said.test(ended.err) };
    }),
  );
  expect(ends.filter(({ code, out, isSaid }) => code !== 1 || out !== "" || !isSaid)).toEqual([]);
  expect(await rapport.rows("select count(*) from parties")).toEqual([before]);
});

test("an object that does not exist and a path that is no file are named", async () => {
  const path = join(rapport.folder, "fine.csv");
  writeFileSync(path, `${people}Ana,B,a@example.com\n`);
  const wrong = await rapport.rapport("import", path, "--object", "sheep", "--yes");
  expect(wrong).toMatchObject({ code: 1, err: expect.stringMatching(/called sheep\. There are .*people/) });
  const folder = join(rapport.folder, "folder.csv");
  mkdirSync(folder);
  chmodSync(folder, 0o755);
  expect(await rapport.rapport("import", folder, "--object", "people", "--yes")).toMatchObject({
    code: 1,
    err: `${folder} is not a file.\n`,
  });
});

test("a row that cannot be kept fails alone; the others are imported and the exit code tells", async () => {
  const rows = `A\0na,B,ana@example.com\n${"N".repeat(10_000)},C,long@example.com\n"=1+1",D,sum@example.com\nOk,E,ok@example.com\n`;
  const { code, out } = await importPeople("rows.csv", people + rows);
  expect(code).toBe(2);
  expect(out.trim().split("\n")).toHaveLength(1);
  const result = JSON.parse(out) as { errors: { row: number }[] };
  expect(result).toMatchObject({ rows: 4, created: 2, failed: 2 });
  expect(result.errors.map(({ row }) => row)).toEqual([2, 3]);
});

test("a plain list of contacts in any of our languages comes in whole", async () => {
  const lists: Readonly<Record<string, string>> = {
    en: "First name,Last name,E-mail,Phone,Company,City,Country\nAna,Smith,ana@en.example,+44 20 7946 0958,Acme,London,United Kingdom\n",
    es: "Nombre;Apellidos;Correo electrónico;Teléfono;Empresa;Ciudad;País\nAna;Pérez;ana@es.example;+34 600 123 456;Acero;Madrid;España\n",
    ru: "Имя;Фамилия;Эл. почта;Телефон;Компания;Город;Страна\nАнна;Петрова;ana@ru.example;+7 495 123-45-67;Заря;Москва;Россия\n",
    bg: "Име,Фамилия,Имейл,Телефон,Фирма,Град,Държава\nАна,Иванова,ana@bg.example,+359 88 812 3456,Витоша,София,България\n",
  };
  const ends = await Promise.all(
    Object.entries(lists).map(([language, content]) => importPeople(`${language}.csv`, content)),
  );
  for (const { out } of ends)
    expect(JSON.parse(out)).toMatchObject({ created: 1, updated: 0, unchanged: 0, failed: 0 });
  const found = (await (await rapport.ask("GET", "/api/people?limit=50&search=ana")).json()) as {
    data: {
      email: string;
      phone: string;
      company: { title: string };
      address: { city: string; country: string };
    }[];
  };
  const whole = found.data.filter(({ email }) => email.startsWith("ana@") && email !== "ana@example.com");
  expect(whole.map(({ address }) => address.country).sort()).toEqual(["BG", "ES", "GB", "RU"]);
  expect(whole.filter(({ phone, company, address }) => !phone || !company || !address.city)).toEqual([]);
});

test("the same file given twice at once is imported once", async () => {
  const rows = Array.from({ length: 4000 }, (_, row) => `Twice,${row},twice${row}@example.com\n`).join("");
  const path = join(rapport.folder, "twice.csv");
  writeFileSync(path, people + rows);
  const both = await Promise.all(
    [1, 2].map(() => rapport.rapport("import", path, "--object", "people", "--yes", "--json")),
  );
  const [stored] = await rapport.rows("select count(*)::int from parties where given_name = 'Twice'");
  expect(stored).toEqual({ count: 4000 });
  const refused = both.filter(({ code }) => code !== 0);
  for (const { err } of refused) expect(err).toMatch(/being imported by another process/);
  expect(refused.length).toBeLessThan(2);
});

function importPeople(name: string, content: string | Buffer) {
  const path = join(rapport.folder, name);
  writeFileSync(path, content);
  return rapport.rapport("import", path, "--object", "people", "--yes", "--json");
}
