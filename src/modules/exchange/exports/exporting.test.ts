import { parquetMetadata, parquetReadObjects } from "hyparquet";
import readWorkbook from "read-excel-file/node";
import { beforeAll, expect, test } from "vitest";
import { noGrant } from "#records/contract";
import { everyRight } from "../../../../test/builders.ts";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";

let door: FrontDoor;
let key: { readonly authorization: string };

const description = '\ttwo\r\nlines, "one"; \u2028 <b>&amp;</b>';
const hostile = [
  `=HYPERLINK("http://x")`,
  '+7 900, “кавычки”; "quotes"',
  "@SUM(A1) tab",
  "🦄 эмодзи",
  "_x0041_ is no letter",
];

beforeAll(async () => {
  door = await openFrontDoor();
  key = await door.key(everyRight);
  for (const [index, name] of hostile.entries())
    await make("companies", {
      name,
      employees: index * 1000,
      founded: 1990 + index,
      industry: "software",
      description,
      revenue: { amount: `${index}234567.89`, currency: index % 2 ? "BGN" : "EUR" },
      address: { street: "ул. Шипка 1", city: "София", country: "BG" },
    });
});

async function make(plural: string, payload: object): Promise<string> {
  const answer = await door.ask({ method: "POST", url: `/api/${plural}`, headers: key, payload });
  if (answer.statusCode !== 201) throw new Error(answer.payload);
  return answer.json<{ id: string }>().id;
}

async function fetched(path: string, as = key): Promise<Buffer> {
  const answer = await door.ask({ url: `/api/exports/${path}`, headers: as });
  if (answer.statusCode !== 200) throw new Error(answer.payload);
  return answer.rawPayload;
}

const sheetsOf = (file: Buffer) => readWorkbook(file, { trim: false });

test("a workbook has numbers as numbers, days as days, and a formula as the text that it is", async () => {
  const person = await make("people", {
    name: { given: "Elena", family: "Petrova" },
    birth_date: "1990-02-28",
    income: { amount: "1200.50", currency: "EUR" },
    roles: ["client", "partner"],
    job_title: "=1+1",
  });
  const file = await fetched(
    "people.xlsx".replace(".xlsx", "?format=xlsx&fields=name,birth_date,income,roles,job_title,created_at"),
  );
  const [sheet] = await sheetsOf(file);
  expect(sheet?.sheet).toBe("People");
  const [headings, row] = sheet?.data ?? [];
  expect(headings).toEqual([
    "Name",
    "Date of birth",
    "Income",
    "Income: currency",
    "Roles",
    "Job title",
    "Created",
  ]);
  expect(row?.slice(0, 6)).toEqual([
    "Elena Petrova",
    new Date("1990-02-28T00:00:00Z"),
    1200.5,
    "EUR",
    "Client, Partner",
    "=1+1",
  ]);
  expect(row?.[6]).toBeInstanceOf(Date);
  await door.ask({ method: "DELETE", url: `/api/people/${person}`, headers: key });
});

test("hostile texts come back out of a workbook as they were", async () => {
  const [sheet] = await sheetsOf(
    await fetched("companies?format=xlsx&fields=name,employees,revenue,description&sort=founded"),
  );
  const rows = sheet?.data.slice(1) ?? [];
  expect(rows.map(([name]) => name)).toEqual(hostile);
  expect(rows.map(([, employees]) => employees)).toEqual([0, 1000, 2000, 3000, 4000]);
  expect(rows[1]?.slice(2)).toEqual([1234567.89, "BGN", description.replace("\r", "")]);
});

test("a line of JSON is a record in the shape of the API", async () => {
  const text = (await fetched("companies?format=jsonl&fields=name,revenue&sort=founded")).toString();
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ name }) => name)).toEqual(hostile);
  expect(lines[2]?.["revenue"]).toEqual({ amount: "2234567.89", currency: "EUR" });
});

test("a table for analysis has types, exact amounts, and the ids of what is pointed to", async () => {
  const file = await fetched(
    "companies?format=parquet&fields=name,employees,revenue,created_at,owner&sort=founded",
  );
  const buffer = new Uint8Array(file).buffer;
  expect(
    parquetMetadata(buffer)
      .schema.slice(1)
      .map(({ name }) => name),
  ).toEqual([
    "id",
    "name",
    "employees",
    "revenue_amount",
    "revenue_currency",
    "created_at",
    "owner",
    "owner_id",
  ]);
  const rows = await parquetReadObjects({ file: buffer });
  expect(rows.map(({ name }) => name)).toEqual(hostile);
  expect(rows[3]).toMatchObject({ employees: 3000, revenue_amount: 3234567.89, revenue_currency: "BGN" });
  expect(rows[3]?.["created_at"]).toBeInstanceOf(Date);
});

test("nothing at all is still a file that can be opened", async () => {
  const none = `filter=${encodeURIComponent('name is "nobody at all"')}`;
  expect((await sheetsOf(await fetched(`companies?format=xlsx&fields=name&${none}`)))[0]?.data).toEqual([
    ["Name"],
  ]);
  const parquet = new Uint8Array(await fetched(`companies?format=parquet&fields=name&${none}`)).buffer;
  expect(await parquetReadObjects({ file: parquet })).toEqual([]);
  expect((await fetched(`companies?format=jsonl&fields=name&${none}`)).toString()).toBe("");
});

test("an address book has every contact point, folded and escaped", async () => {
  const company = await make("companies", { name: "Vitosha; Ltd" });
  const id = await make("people", {
    name: { given: "Иван", middle: "Петров", family: "Георгиев" },
    company,
    job_title: "Buyer, chief",
    email: "ivan@example.com",
    phone: "+359 88 777 1234",
    birth_date: "1980-12-01",
    address: { street: "ул. Шипка 1", city: "София", postal_code: "1000", country: "BG" },
    description: `Line one\nsecond; line ${"дълго ".repeat(40)}`,
  });
  await make("contact-points", { party: id, kind: "phone", value: "+359 2 111 22 33", label: "work" });
  await make("contact-points", { party: id, kind: "telegram", value: "@ivan" });
  const text = (
    await fetched(`people?format=vcard&filter=${encodeURIComponent('email is "ivan@example.com"')}`)
  ).toString();
  expect(text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  const lines = unfolded(text);
  expect(lines.slice(0, 6)).toEqual([
    "BEGIN:VCARD",
    "VERSION:4.0",
    "KIND:individual",
    `UID:urn:uuid:${id}`,
    "FN:Иван Петров Георгиев",
    "N:Георгиев;Иван;Петров;;",
  ]);
  expect(lines).toEqual(
    expect.arrayContaining([
      "ORG:Vitosha\\; Ltd",
      "TITLE:Buyer\\, chief",
      "EMAIL;PREF=1:ivan@example.com",
      "TEL;PREF=1:+359 88 777 1234",
      "TEL;TYPE=work:+359 2 111 22 33",
      "IMPP:telegram:%40ivan",
      "ADR:;;ул. Шипка 1;София;;1000;Bulgaria",
      "BDAY:19801201",
      `NOTE:Line one\\nsecond\\; line ${"дълго ".repeat(40).trim()}`,
      "END:VCARD",
    ]),
  );
});

test("a calendar has tasks to do, and meetings and calls under ids that stay", async () => {
  const id = await make("tasks", {
    subject: "Call; about renewal",
    kind: "call",
    priority: "high",
    due_at: "2026-03-01T09:30:00+02:00",
    ends_at: "2026-03-01T08:00:00Z",
  });
  const lines = unfolded((await fetched("tasks?format=icalendar")).toString());
  expect(lines.slice(0, 4)).toEqual([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Rapport//Rapport//EN",
    "CALSCALE:GREGORIAN",
  ]);
  expect(lines).toEqual(
    expect.arrayContaining([
      "BEGIN:VTODO",
      `UID:${id}`,
      "SUMMARY:Call\\; about renewal",
      "DTSTART:20260301T073000Z",
      "DUE:20260301T080000Z",
      "PRIORITY:1",
      "STATUS:NEEDS-ACTION",
    ]),
  );
  expect(lines.at(-1)).toBe("END:VCALENDAR");
});

test("a call that took place is an event of its length; a message is none", async () => {
  const party = await make("companies", { name: "Rila" });
  const about = { party, direction: "out", subject: "Renewal" };
  const call = { ...about, channel: "phone", kind: "call", at: "2026-02-03T10:00:00Z", duration: 360 };
  const id = await make("interactions", call);
  await make("interactions", { ...about, channel: "email", kind: "message", at: "2026-02-03T11:00:00Z" });
  const lines = unfolded((await fetched("interactions?format=icalendar")).toString());
  expect(lines.filter((line) => /^(BEGIN:VEVENT|UID|DTSTART|DURATION|CONTACT)/.test(line))).toEqual([
    "BEGIN:VEVENT",
    `UID:${id}`,
    "CONTACT:Rila",
    "DTSTART:20260203T100000Z",
    "DURATION:PT360S",
  ]);
});

/** Lines as a reader puts them together again. */
function unfolded(text: string): string[] {
  expect(text.endsWith("\r\n")).toBe(true);
  return text.replaceAll("\r\n ", "").trimEnd().split("\r\n");
}

test("CSV is written for the spreadsheet that reads it", async () => {
  const text = (
    await fetched("companies?fields=name,employees&sort=founded&delimiter=;&bom=false")
  ).toString();
  expect(text.split("\r\n").slice(0, 2)).toEqual(["Name;Employees", `"'=HYPERLINK(""http://x"")";0`]);
});

test("a format that does not suit the records is refused, and a wrong filter before anything is sent", async () => {
  for (const query of [
    "format=vcard",
    "format=xlsx&filter=nonsense(",
    "format=parquet&filter=nonsense(",
    "filter=nonsense(",
  ]) {
    const answer = await door.ask({ url: `/api/exports/deals?${query}`, headers: key });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.headers["content-type"]).toContain("problem+json");
  }
});

test("no format shows a field that a role hides", async () => {
  const reader = await door.key({
    objects: {
      company: { ...noGrant, read: "all", export: true, fields: { revenue: "hidden", email: "hidden" } },
      person: { ...noGrant, read: "all", export: true, fields: { email: "hidden", phone: "hidden" } },
      contact_point: { ...noGrant, read: "all", export: true },
    },
    permissions: [],
  });
  const sheet = await sheetsOf(await fetched("companies?format=xlsx", reader));
  expect(sheet[0]?.data[0]).not.toContain("Revenue");
  expect((await fetched("companies?format=jsonl", reader)).toString()).not.toContain("revenue");
  const parquet = parquetMetadata(new Uint8Array(await fetched("companies?format=parquet", reader)).buffer);
  expect(parquet.schema.map(({ name }) => name)).not.toContain("revenue_amount");
  const cards = (await fetched("people?format=vcard", reader)).toString();
  expect(cards).toContain("Георгиев");
  expect(cards).not.toMatch(/example\.com|\+359/);
});
