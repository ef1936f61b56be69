import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { modules } from "../../../server/modules.ts";
import type { ImportDetails, ImportSummary } from "#exchange/contract";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { buildUser, everyRight } from "../../../../test/builders.ts";
import { runImportFromFile } from "./from-file.ts";
import { xlsxOf, zipOf } from "../testing/zip.ts";

const exchange = modules.find(({ name }) => name === "exchange")!;

let door: FrontDoor;
let dataFolder: string;
let key: { readonly authorization: string };

beforeAll(async () => {
  door = await openFrontDoor();
  dataFolder = await mkdtemp(join(tmpdir(), "rapport-import-"));
  Object.assign(door.runtime.settings, { dataFolder });
  key = await door.key(everyRight);
});

afterAll(() => rm(dataFolder, { recursive: true, force: true }));

async function send(name: string, payload: Buffer) {
  const answer = await door.ask({
    method: "POST",
    url: `/api/imports?name=${encodeURIComponent(name)}`,
    headers: { ...key, "content-type": "application/octet-stream" },
    payload,
  });
  return {
    status: answer.statusCode,
    body: answer.json() as ImportDetails & { code?: string; detail?: string },
  };
}

async function get<T>(url: string): Promise<T> {
  return (await door.ask({ method: "GET", url, headers: key })).json() as T;
}

const filesOf = async ({ session_id }: ImportDetails) =>
  (await get<{ data: ImportSummary[] }>(`/api/imports?session=${session_id}`)).data;

async function runAll(one: ImportDetails): Promise<ImportSummary[]> {
  await door.ask({
    method: "POST",
    url: `/api/imports/${one.id}/run`,
    headers: key,
    payload: { session: true },
  });
  await exchange.jobs?.["exchange.import"]?.(door.runtime, { session: one.session_id });
  return filesOf(one);
}

const left = () => readdir(join(dataFolder, "imports"));

const cells = (row: number, ...texts: readonly string[]): string =>
  `<row r="${row}">${texts.map((text) => (/^\d+(\.\d+)?$/.test(text) ? `<c><v>${text}</v></c>` : `<c t="inlineStr"><is><t>${text}</t></is></c>`)).join("")}</row>`;

test("the sheets of a workbook are imports of one session, put in order and run together", async () => {
  const book = await xlsxOf({
    sheets: {
      People:
        cells(1, "Name", "E-mail", "Company") + cells(2, "Elena Petrova", "elena@example.com", "Vitosha"),
      Companies:
        cells(1, "Company", "Employees", "City") +
        cells(2, "Vitosha", "120", "Sofia") +
        cells(4, "Rila", "7", "Plovdiv"),
      Notes: "",
    },
  });
  const { status, body } = await send("customers.xlsx", book);
  expect(status).toBe(201);
  const files = await filesOf(body);
  expect(files.map(({ file_name, object, rows }) => [file_name, object, rows])).toEqual([
    ["customers.xlsx › Companies", "company", 2],
    ["customers.xlsx › People", "person", 1],
  ]);
  const done = await runAll(body);
  expect(done.map(({ state, counts }) => [state, counts.created, counts.failed])).toEqual([
    ["done", 2, 0],
    ["done", 1, 0],
  ]);
  const { data } = await get<{ data: { name: { full: string }; company: { title: string } }[] }>(
    "/api/people?fields=name,company",
  );
  expect(data).toMatchObject([{ name: { full: "Elena Petrova" }, company: { title: "Vitosha" } }]);
});

test("what an archive holds besides is told, and nothing of it stays", async () => {
  const before = await left();
  const { status, body } = await send(
    "export.zip",
    await zipOf({
      "../../../escape.csv": "product name;unit price\nChair;1.234,56\n",
      "photo.png": Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
    }),
  );
  expect(status).toBe(201);
  expect(body).toMatchObject({
    file_name: "export.zip › escape.csv",
    object: "product",
    left_out: [{ name: "photo.png", reason: "unreadable", count: 1 }],
  });
  expect((await runAll(body))[0]?.counts).toMatchObject({ created: 1, failed: 0 });
  const { data } = await get<{ data: { price: { amount: string } }[] }>("/api/products?fields=price");
  expect(data.map(({ price }) => price.amount)).toEqual(["1234.56"]);
  expect((await left()).filter((name) => !before.includes(name))).toEqual([body.id]);
});

function* zeros(megabytes: number): Generator<string> {
  const megabyte = "0".repeat(1024 * 1024);
  for (let count = 0; count < megabytes; count++) yield megabyte;
}

function* manyRows(count: number): Generator<string> {
  const row = cells(1, "a", "b", "c", "d", "e", "f", "g", "h").replace(' r="1"', "");
  for (let done = 0; done < count; done += 100) yield row.repeat(100);
}

const laughs = `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>`;

test.each([
  ["a bomb in an archive", "bomb.zip", () => zipOf({ "a.csv": zeros(48) }), "import_unpacks_too_large"],
  [
    "a bomb in an archive in an archive",
    "nested.zip",
    async () => zipOf({ "inner.zip": await zipOf({ "a.csv": zeros(48) }) }),
    "import_file_unreadable",
  ],
  [
    "a workbook that swells",
    "bomb.xlsx",
    () => xlsxOf({ sheets: { S: manyRows(150_000) } }),
    "import_unpacks_too_large",
  ],
  [
    "a workbook of entities",
    "laughs.xlsx",
    async () =>
      zipOf({ "xl/workbook.xml": `${laughs}<workbook>&c;</workbook>`, "[Content_Types].xml": "<Types/>" }),
    "import_file_unreadable",
  ],
  [
    "a workbook with a row beyond the last",
    "rows.xlsx",
    () => xlsxOf({ sheets: { S: '<row r="4294967295"><c t="b"><v>1</v></c></row>' } }),
    "import_file_unreadable",
  ],
  [
    "a workbook behind a password",
    "locked.xlsx",
    async () =>
      Buffer.concat([
        Buffer.from("d0cf11e0a1b11ae1", "hex"),
        Buffer.alloc(600),
        Buffer.from("EncryptedPackage", "utf16le"),
        Buffer.alloc(600),
      ]),
    "import_file_locked",
  ],
  [
    "a workbook of 1997",
    "old.xls",
    async () => Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(1200)]),
    "import_file_unreadable",
  ],
  [
    "an archive cut off",
    "cut.zip",
    async () => (await zipOf({ "a.csv": "a,b\n1,2\n" })).subarray(0, 60),
    "import_file_unreadable",
  ],
  ["an archive of nothing", "none.zip", () => zipOf({}), "import_file_unreadable"],
  [
    "a text document",
    "letter.docx",
    () => zipOf({ "[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>" }),
    "import_file_unreadable",
  ],
] as const)("%s is refused with what to do, and nothing stays", async (_what, name, make, code) => {
  const before = await left();
  const file = await make();
  const { status, body } = await send(name, file);
  expect(body).toMatchObject({ code });
  expect(status).toBeLessThan(500);
  expect(body.detail).toMatch(/\w+\.$/);
  expect(await left()).toEqual(before);
});

test("an archive with a password is refused", async () => {
  const file = await zipOf({ "a.csv": "a,b\n1,2\n" });
  // The mark of a locked file, where the file begins and in the list at the end.
  file.writeUInt16LE(file.readUInt16LE(6) | 1, 6);
  const entry = file.lastIndexOf(Buffer.from("PK\u0001\u0002"));
  file.writeUInt16LE(file.readUInt16LE(entry + 8) | 1, entry + 8);
  expect((await send("locked.zip", file)).body).toMatchObject({ code: "import_file_locked" });
});

test("a quote left open in the third row of a million is told with its row, and costs no memory", async () => {
  const rows = Buffer.from("Anna,anna@example.com\n".repeat(1_000_000));
  const file = Buffer.concat([Buffer.from('name,email\nAnna,a@example.com\n"Boris,b@example.com\n'), rows]);
  const before = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
  const { status, body } = await send("open.csv", file);
  expect([status, body.code]).toEqual([422, "import_file_unreadable"]);
  expect(body.detail).toMatch(/row 3\b/);
  const after = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
  expect((after - before) / 1024 / 1024).toBeLessThan(100);
});

test("two million columns are refused as such", async () => {
  const { status, body } = await send("wide.csv", Buffer.from(`${"x,".repeat(2_000_000)}\n1\n`));
  expect([status, body.code]).toEqual([422, "import_file_unreadable"]);
  expect(body.detail).toMatch(/too many columns/);
});

test("what is no date, no number or no letter fails alone, with its column", async () => {
  const good = ["Ана", "Елена", "Петър", "Димитър", "Росица", "Кирил", "Яна", "Гергана"];
  const file = Buffer.concat([
    Buffer.from("name,email,birth date,income\n"),
    ...good.map((name, at) => Buffer.from(`${name},good${at}@example.com,2${at}.02.2020,"1.234,5${at}"\n`)),
    Buffer.from('Boris,boris@example.com,31.02.2020,"2.345,67"\n'),
    Buffer.from('Clara,clara@example.com,45631,"3.456,78"\n'),
    Buffer.from('Dora\0,dora@example.com,01.03.2020,"12,5"\n'),
    Buffer.from("Eva,eva@example.com,01.03.2020,twelve\n"),
    // Appended in windows-1251 to a file in UTF-8.
    Buffer.from('\u00cf\u00e5\u00f2\u00fa\u00f0,mixed@example.com,01.03.2020,"1,5"\n', "latin1"),
  ]);
  const { status, body } = await send("odd.csv", file);
  expect([status, body.layout.encoding]).toEqual([201, "utf-8"]);
  expect((await runAll(body))[0]?.counts).toEqual({ created: 9, updated: 0, unchanged: 0, failed: 4 });
  const failed = await door.ask({ method: "GET", url: `/api/imports/${body.id}/failed.csv`, headers: key });
  const reasons = failed.payload
    .split("\r\n")
    .slice(1, -1)
    .map((line) => /[^,]*$/.exec(line)?.[0]);
  expect(reasons).toEqual([
    expect.stringContaining("31.02.2020"),
    expect.stringContaining("characters"),
    expect.stringContaining("twelve"),
    expect.stringContaining("characters"),
  ]);
  const { data } = await get<{ data: { birth_date: string; income: { amount: string } }[] }>(
    "/api/people?fields=birth_date,income&filter=email is clara@example.com",
  );
  expect(data.map(({ birth_date, income }) => [birth_date, income.amount])).toEqual([
    ["2024-12-05", "3456.78"],
  ]);
});

async function make<T = { id: string }>(url: string, payload: object): Promise<T> {
  const answer = await door.ask({ method: "POST", url, headers: key, payload });
  if (answer.statusCode >= 400) throw new Error(answer.payload);
  return answer.json() as T;
}

const mail = (from: string, to: string, id: string, subject: string, body = "Hello") =>
  `From: ${from}\nTo: ${to}\nDate: Tue, 1 Sep 2020 09:30:00 +0000\nMessage-ID: <${id}>\nSubject: ${subject}\n\n${body}\n`;

test("mails come onto the timelines of those who wrote or got them, once however often they are sent", async () => {
  await make("/api/users", { name: "Maria Koleva", email: "Maria@us.example" });
  const known = await make("/api/people", {
    name: { given: "Nikola", family: "Nikolov" },
    email: "nikola@first.example",
  });
  await make("/api/contact-points", { party: known.id, kind: "email", value: "Nikola@second.example" });
  const box = await zipOf({
    "in.eml": mail(
      "Nikola N. <nikola@second.example>",
      "maria@us.example",
      "m1@x",
      "Question",
      "<b>not a tag</b>",
    ),
    "out.eml": mail(
      "maria@us.example",
      "Nikola <nikola@first.example>, Nova <nova@new.example>",
      "m2@x",
      "Answer",
    ),
    "among-us.eml": mail("maria@us.example", "maria@us.example", "m3@x", "Lunch"),
  });
  const { body } = await send("mails.zip", box);
  expect(body.left_out).toEqual([{ name: "Lunch", reason: "among_us", count: 1 }]);
  const files = await filesOf(body);
  expect(files.map(({ object, rows }) => [object, rows])).toEqual([
    ["person", 1],
    ["interaction", 3],
  ]);
  const plan = await make<{ counts: object }>(`/api/imports/${files[1]?.id}/preview`, {});
  expect(plan.counts).toEqual({ created: 3, updated: 0, unchanged: 0, failed: 0 });
  const done = await runAll(body);
  expect(done.map(({ counts }) => counts)).toEqual([
    { created: 1, updated: 0, unchanged: 0, failed: 0 },
    { created: 3, updated: 0, unchanged: 0, failed: 0 },
  ]);
  const { data } = await get<{ data: Record<string, { title: string } | string>[] }>(
    "/api/interactions?fields=at,channel,kind,direction,party,agent,subject,body&sort=subject",
  );
  const told = data.map((one) =>
    Object.values(one).map((value) => (typeof value === "object" ? value?.title : value)),
  );
  expect(data).toMatchObject([
    { subject: "Answer", direction: "out", agent: { title: "Maria Koleva" } },
    { subject: "Answer", direction: "out", agent: { title: "Maria Koleva" } },
    {
      subject: "Question",
      direction: "in",
      party: { title: "Nikola Nikolov" },
      agent: { title: "Maria Koleva" },
      body: "<b>not a tag</b>",
      channel: "email",
      kind: "message",
      at: "2020-09-01T09:30:00.000Z",
    },
  ]);
  expect(told.flat()).toEqual(expect.arrayContaining(["Nova", "Nikola Nikolov"]));
  const again = await send("again.zip", box);
  expect((await filesOf(again.body)).map(({ object }) => object)).toEqual(["interaction"]);
  expect((await runAll(again.body))[0]?.counts).toEqual({ created: 0, updated: 0, unchanged: 3, failed: 0 });
  const timeline = await get<{ data: { title?: string }[] }>(`/api/parties/${known.id}/timeline`);
  expect(JSON.stringify(timeline)).toContain("Question");
});

test("cards become people with all their numbers, and the same cards once more change nothing", async () => {
  const cards = `BEGIN:VCARD
VERSION:3.0
UID:card-1
N:Dimitrova;Yana;;;
ORG:Pirin Ltd
TITLE:Buyer
EMAIL;TYPE=WORK,PREF:yana@pirin.example
EMAIL;TYPE=HOME:yana@home.example
TEL;TYPE=CELL:+359 888 111 222
TEL;TYPE=WORK:+359 2 111 222
BDAY:19850901
ADR;TYPE=WORK:;;Main 1;Sofia;;1000;Bulgaria
NOTE:Likes tea
X-CUSTOM:kept
END:VCARD
BEGIN:VCARD
VERSION:4.0
KIND:org
FN:Pirin Ltd
UID:card-2
EMAIL:office@pirin.example
END:VCARD
`;
  const { body } = await send("address book.vcf", Buffer.from(cards));
  expect((await runAll(body)).map(({ object, counts }) => [object, counts.created, counts.failed])).toEqual([
    ["company", 1, 0],
    ["person", 1, 0],
  ]);
  const { data } = await get<{ data: { id: string }[] }>(
    "/api/people?filter=email is yana@pirin.example&fields=name,company,job_title,birth_date,address,description",
  );
  expect(data).toMatchObject([
    {
      name: { given: "Yana", family: "Dimitrova" },
      company: { title: "Pirin Ltd" },
      job_title: "Buyer",
      birth_date: "1985-09-01",
      address: { street: "Main 1", city: "Sofia", postal_code: "1000", country: "BG" },
      description: "Likes tea",
    },
  ]);
  const points = await get<{ data: { value: string; label: string }[] }>(
    `/api/contact-points?filter=party is ${data[0]?.id}&sort=value`,
  );
  expect(points.data.map(({ value, label }) => [value, label])).toEqual([
    ["+359 2 111 222", "Work"],
    ["+359 888 111 222", "Mobile"],
    ["yana@home.example", "Home"],
    ["yana@pirin.example", "Work"],
  ]);
  const renamed = await send(
    "book.vcf",
    Buffer.from(cards.replace("Yana", "Yanka").replaceAll("yana@", "yanka@")),
  );
  expect(
    (await runAll(renamed.body)).map(({ counts }) => [counts.created, counts.updated, counts.unchanged]),
  ).toEqual([
    [0, 0, 1],
    [0, 1, 0],
  ]);
});

test("a calendar becomes tasks with whom they are, and a changed event changes its task", async () => {
  const calendar = (summary: string) =>
    Buffer.from(`BEGIN:VCALENDAR
BEGIN:VEVENT
UID:event-1
SUMMARY:${summary}
DTSTART:20990901T093000Z
DTEND:20990901T103000Z
ATTENDEE;CN=Boyan:mailto:boyan@guest.example
LOCATION:Office
END:VEVENT
BEGIN:VTODO
UID:todo-1
SUMMARY:Send papers
DUE;VALUE=DATE:20200901
STATUS:COMPLETED
END:VTODO
END:VCALENDAR
`);
  const { body } = await send("work.ics", calendar("Talk"));
  expect((await runAll(body)).map(({ object, counts }) => [object, counts.created, counts.failed])).toEqual([
    ["person", 1, 0],
    ["task", 2, 0],
  ]);
  const changed = await send("work.ics", calendar("Long talk"));
  expect(
    (await runAll(changed.body)).map(({ counts }) => [counts.created, counts.updated, counts.unchanged]),
  ).toEqual([[0, 1, 1]]);
  const { data } = await get<{ data: object[] }>(
    "/api/tasks?fields=subject,kind,due_at,ends_at,party,done_at&sort=subject",
  );
  expect(data).toMatchObject([
    {
      subject: "Long talk",
      kind: "meeting",
      due_at: "2099-09-01T09:30:00.000Z",
      ends_at: "2099-09-01T10:30:00.000Z",
      party: { title: "Boyan" },
      done_at: null,
    },
    { subject: "Send papers", kind: "to_do", done_at: expect.any(String) },
  ]);
});

test("from the command line, too, all lists of a file are imported, and what is left is told", async () => {
  const file = join(dataFolder, "two.zip");
  const text = "BEGIN:VCARD\nFN:Kalina Ruseva\nEMAIL:kalina@two.example\nUID:two-1\nEND:VCARD\n";
  await writeFile(
    file,
    await zipOf({ "a.vcf": text, "b.csv": "company,city\nTwo Ltd,Ruse\n", "c.bin": Buffer.alloc(99) }),
  );
  const actor = await buildUser(door.runtime.database);
  const result = await runImportFromFile(door.runtime, { file, actor });
  expect([result, ...result.others].map(({ name, object, created }) => [name, object, created])).toEqual([
    ["two.zip › b.csv", "company", 1],
    ["two.zip › a.vcf", "person", 1],
  ]);
  expect(result.leftOut).toEqual(["c.bin"]);
});
