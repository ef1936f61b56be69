import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import iconv from "iconv-lite";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { modules } from "../../../server/modules.ts";
import type { ImportDetails, ImportPreview, Mapping, ValueMatches } from "#exchange/contract";
import { noGrant } from "#records/contract";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { everyRight } from "../../../../test/builders.ts";
import { findImport } from "./stored-import.ts";

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

interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly text: string;
}

async function ask<T>(
  method: "GET" | "POST" | "PUT" | "DELETE",
  url: string,
  payload?: object | Buffer,
  as = key,
): Promise<Answer<T>> {
  const raw = Buffer.isBuffer(payload);
  const answer = await door.ask({
    method,
    url,
    headers: { ...as, ...(raw ? { "content-type": "application/octet-stream" } : {}) },
    ...(payload ? { payload } : {}),
  });
  const isJson = String(answer.headers["content-type"]).includes("json");
  return { status: answer.statusCode, text: answer.payload, body: (isJson ? answer.json() : null) as T };
}

async function upload(name: string, text: string | Buffer, query = ""): Promise<ImportDetails> {
  const {
    body,
    status,
    text: answer,
  } = await ask<ImportDetails>(
    "POST",
    `/api/imports?name=${encodeURIComponent(name)}${query}`,
    Buffer.from(text),
  );
  if (status !== 201) throw new Error(answer);
  return body;
}

const preview = async (id: string) => (await ask<ImportPreview>("POST", `/api/imports/${id}/preview`)).body;
const details = async (id: string) => (await ask<ImportDetails>("GET", `/api/imports/${id}`)).body;

async function run(one: ImportDetails): Promise<ImportDetails> {
  const started = await ask("POST", `/api/imports/${one.id}/run`, { session: false });
  if (started.status !== 202) throw new Error(started.text);
  await exchange.jobs?.["exchange.import"]?.(door.runtime, { session: one.session_id });
  return details(one.id);
}

const records = async (path: string) =>
  (await ask<{ data: Record<string, unknown>[] }>("GET", path)).body.data;

test("people from a Cyrillic file come in with their companies, counted beforehand", async () => {
  const file = iconv.encode(
    "ФИО;Эл. почта;Телефон;Компания;Город\nПетрова Елена Ивановна;ELENA@example.com;+7 900 111 22 33;ООО Ромашка;Москва\nСмирнов Иван;ivan@example.com;;ООО Ромашка;Тверь\n",
    "windows-1251",
  );
  const one = await upload("Контакты.csv", file);
  expect(one).toMatchObject({
    file_name: "Контакты.csv",
    object: "person",
    rows: 2,
    state: "prepared",
    layout: { encoding: "windows-1251", delimiter: ";" },
  });
  const planned = await preview(one.id);
  expect(planned.counts).toEqual({ created: 2, updated: 0, unchanged: 0, failed: 0 });
  expect(planned.related).toEqual([{ object: "company", count: 1, samples: ["ООО Ромашка"] }]);
  expect(planned.first[0]?.values).toMatchObject({ name: "Елена Ивановна Петрова", company: "ООО Ромашка" });
  const done = await run(one);
  expect(done).toMatchObject({
    state: "done",
    processed: 2,
    counts: planned.counts,
    made: [{ object: "company", count: 1 }],
  });
  const people = await records(`/api/people?sort=name&fields=name,email,company,address`);
  expect(people.map((person) => [person.email, (person.company as { title: string }).title])).toEqual([
    ["elena@example.com", "ООО Ромашка"],
    ["ivan@example.com", "ООО Ромашка"],
  ]);
  const again = await upload("Контакты.csv", file);
  expect((await preview(again.id)).counts).toEqual({ created: 0, updated: 0, unchanged: 2, failed: 0 });
  expect((await run(again)).counts).toEqual({ created: 0, updated: 0, unchanged: 2, failed: 0 });
});

test("what cannot be taken fails alone, is counted beforehand, and comes back with the reason to be mended", async () => {
  const text = `name,email,birth date\nAnna,anna@example.com,1990-02-03\nBoris,not-an-address,1991-01-01\nClara,clara@example.com,1990-31-31\n${"D".repeat(10_000)},dora@example.com,1980-01-01\n"=HYPERLINK(""http://x"")",eve@example.com,1970-05-05\n<script>alert(1)</script>,mallory@example.com,\nFay,fay@example.com,1999-09-09,extra\n`;
  const one = await upload("people.csv", text);
  const planned = await preview(one.id);
  expect(planned.counts).toEqual({ created: 3, updated: 0, unchanged: 0, failed: 4 });
  expect(planned.problems.map((problem) => [problem.row, problem.code])).toEqual([
    [3, "field_invalid"],
    [4, "not_a_date"],
    [5, "field_too_long"],
    [8, "row_too_long"],
  ]);
  expect(planned.first[0]?.values.birth_date).toBe("3 Feb 1990");
  const done = await run(one);
  expect(done.counts).toEqual(planned.counts);
  const failed = (await ask("GET", `/api/imports/${one.id}/failed.csv`)).text;
  expect(failed.split("\r\n").slice(0, 3)).toEqual([
    "\uFEFFname,email,birth date,Reason",
    "Boris,not-an-address,1991-01-01,“email”: “not-an-address” does not fit.",
    "Clara,clara@example.com,1990-31-31,“birth date”: “1990-31-31” is not a date.",
  ]);
  const mended = await upload(
    "mended.csv",
    failed
      .replace("not-an-address", "boris@example.com")
      .replace("1990-31-31", "1990-12-31")
      .replace("D".repeat(10_000), "Dora"),
  );
  expect(mended.object).toBe("person");
  expect((await preview(mended.id)).counts).toMatchObject({ created: 4, failed: 0 });
});

test("a formula leaves as text and comes back as it was", async () => {
  const list = await ask("GET", `/api/exports/people?fields=name,email&sort=name`);
  expect(list.status).toBe(200);
  expect(list.text).toContain(`"'=HYPERLINK(""http://x"")",eve@example.com`);
  const one = await upload("people.csv", list.text);
  const planned = await preview(one.id);
  expect(planned.counts).toMatchObject({ created: 0, updated: 0, failed: 0 });
});

test("an export needs its own grant and shows only what one may read", async () => {
  const reader = await door.key({
    objects: {
      person: { ...noGrant, export: true },
      company: { ...noGrant, read: "all", export: true },
      deal: { ...noGrant, read: "all" },
    },
    permissions: ["*"],
  });
  expect((await ask("GET", "/api/exports/people", undefined, reader)).status).toBe(404);
  expect((await ask("GET", "/api/exports/companies", undefined, reader)).status).toBe(200);
  expect((await ask("GET", "/api/exports/deals", undefined, reader)).status).toBe(403);
});

test("an import needs the permission, and the right to make each object", async () => {
  const none = await door.key({ objects: everyRight.objects, permissions: [] });
  expect((await ask("POST", "/api/imports?name=a.csv", Buffer.from("name\nx\n"), none)).status).toBe(403);
  const limited = await door.key({
    objects: { product: { ...noGrant, read: "all" } },
    permissions: ["imports:run"],
  });
  const { status, body } = await ask<{ code: string }>(
    "POST",
    "/api/imports?name=products.csv&object=product",
    Buffer.from("product,price\nPump,5\n"),
    limited,
  );
  expect([status, body.code]).toEqual([403, "not_allowed"]);
  const own = await upload("products.csv", "product,price\nPump,5\n");
  expect((await ask("POST", `/api/imports/${own.id}/run`, { session: false }, limited)).status).toBe(403);
});

test("one sees one's own imports only", async () => {
  const own = await upload("products.csv", "product,price\nPump,6\n");
  const { rows } = await sql<{
    id: string;
  }>`insert into users (name) values ('Somebody else') returning id`.execute(door.runtime.database);
  const rights = { ...everyRight, permissions: ["imports:run"] };
  const actor = {
    userId: rows[0]?.id ?? "",
    rights,
    teamUserIds: [],
    locale: "en",
    timeZone: "UTC",
  } as const;
  await expect(door.runtime.read(actor, "api", (work) => findImport(work, own.id))).rejects.toThrow(
    "not_found",
  );
});

test.each([
  ["an empty file", Buffer.alloc(0), "import_file_empty", /no rows|heading/i],
  ["headings alone", Buffer.from("name,email\n"), "import_file_empty", /row/i],
  [
    "a spreadsheet saved as such",
    Buffer.from("PK\u0003\u0004 not text"),
    "import_file_unreadable",
    /damaged/,
  ],
  [
    "an unclosed quote",
    Buffer.from('name,email\nAnna,a@example.com\n"Boris,b@example.com\n'),
    "import_file_unreadable",
    /row 3/,
  ],
])("%s is refused with a clear word, and leaves nothing behind", async (_what, bytes, code, words) => {
  const before = await readdir(join(dataFolder, "imports"));
  const { status, body } = await ask<{ code: string; detail: string }>(
    "POST",
    "/api/imports?name=bad.csv",
    bytes.length ? bytes : Buffer.from(""),
  );
  expect([status, body.code]).toEqual([422, code]);
  expect(body.detail).toMatch(words);
  expect(await readdir(join(dataFolder, "imports"))).toEqual(before);
});

test("companies point to parents that come later in the same file, each made once", async () => {
  const one = await upload(
    "companies.csv",
    "Company,Subsidiary of,Country\nLeaf,Branch,Spain\nBranch,Root,Bulgarai\nRoot,,España\nStem,root,BG\n",
  );
  expect(one.object).toBe("company");
  const planned = await preview(one.id);
  expect(planned.counts).toEqual({ created: 4, updated: 0, unchanged: 0, failed: 0 });
  expect(planned.related).toEqual([]);
  const done = await run(one);
  expect(done).toMatchObject({ counts: planned.counts, made: [] });
  const filter = encodeURIComponent(
    JSON.stringify({ field: "name", op: "in", value: ["Leaf", "Branch", "Root", "Stem"] }),
  );
  const found = await records(`/api/companies?sort=name&filter=${filter}`);
  expect(
    found.map((company) => [
      company.name,
      (company.parent as { title: string } | null)?.title ?? null,
      (company.address as { country: string }).country,
    ]),
  ).toEqual([
    ["Branch", "Root", "BG"],
    ["Leaf", "Branch", "ES"],
    ["Root", null, "ES"],
    ["Stem", "Root", "BG"],
  ]);
});

test("the file of what failed is parted as the one that came, and mended it goes where that went", async () => {
  const sent = await upload(
    "people.csv",
    "Name;Email;Birth date\nHugo;hugo@x.example;2020-13-13\nIna | Co;ina@x.example;x\nUgo;ugo@x.example;1990-01-01\nEdo;edo@x.example;1990-01-02\n",
  );
  const own = {
    ...(sent.mapping as Mapping),
    keys: [],
    existing: "create",
    defaults: { job_title: "Buyer" },
  };
  const one = (await ask<ImportDetails>("PUT", `/api/imports/${sent.id}/mapping`, own)).body;
  await run(one);
  const failed = (await ask("GET", `/api/imports/${one.id}/failed.csv`)).text;
  expect(failed).toContain("\uFEFFName;Email;Birth date;Reason\r\nHugo;hugo@x.example;2020-13-13;");
  const mended = await upload("mended.csv", failed.replace("2020-13-13", "2020-12-13"));
  expect(mended).toMatchObject({ layout: { delimiter: ";" }, object: "person", rows: 2, mapping: own });
  expect((await run(mended)).counts).toMatchObject({ created: 1, failed: 1 });
});

test("whether the first row holds headings is found out, and may be said otherwise", async () => {
  const one = await upload("firms.csv", "Sirma,Plovdiv\nRila,Sofia\n");
  expect([one.header, one.rows]).toEqual([true, 1]);
  const told = await ask<ImportDetails>("POST", `/api/imports/${one.id}/suggestion`, { header: false });
  expect(told.body).toMatchObject({ header: false, rows: 2 });
  const mapped = await ask("PUT", `/api/imports/${one.id}/mapping`, {
    object: "company",
    assignments: [
      { column: 0, target: "name" },
      { column: 1, target: "address.city" },
    ],
    keys: [],
    existing: "create",
  });
  expect(mapped.status).toBe(200);
  expect((await run(one)).counts).toMatchObject({ created: 2, failed: 0 });
  const twice = await upload("twice.csv", "Phone,Phone,Name\n600,601,Ana\n");
  const again = await ask<ImportDetails>("POST", `/api/imports/${twice.id}/suggestion`, { header: true });
  expect(again.body).toMatchObject({ header: true, rows: 1, object: "person" });
});

test("values are taken for what they mean, by suggestion or by choice; options are added", async () => {
  await run(await upload("products.csv", "product,sales price\nGTX Pro,4821\nMG Special,55\n"));
  const one = await upload(
    "deals.csv",
    'Deal name,Product,Stage,Source,Amount\nFirst,GTXPro,Won,Trade show,"1.234,50 €"\nSecond,MG Special,Prospecting,website,"99,00"\nThird,Unknown thing,Lost,Trade show,"5,00"\n',
  );
  expect(one.object).toBe("deal");
  const { data } = (await ask<{ data: ValueMatches[] }>("GET", `/api/imports/${one.id}/values`)).body;
  const product = data.find((column) => column.target === "products.product");
  expect(product?.values.map(({ value, match, choice }) => [value, match, choice])).toEqual([
    ["GTXPro", "like", { use: "GTX Pro" }],
    ["MG Special", "exact", { use: "MG Special" }],
    ["Unknown thing", "none", { create: true }],
  ]);
  const mapping = one.mapping as Mapping;
  const assignments = mapping.assignments.map((item) =>
    item.target === "products.product"
      ? { ...item, values: { "Unknown thing": { empty: true } as const } }
      : item,
  );
  expect((await ask("PUT", `/api/imports/${one.id}/mapping`, { ...mapping, assignments })).status).toBe(200);
  const planned = await preview(one.id);
  expect(planned.options).toEqual([{ field: "deal.source", labels: ["Trade show"] }]);
  expect(planned.related).toEqual([{ object: "stage", count: 1, samples: ["Prospecting"] }]);
  expect(planned.first[0]?.values).toMatchObject({
    amount: "€1,234.50",
    source: "Trade show",
    stage: "Won",
    "products.product": "GTX Pro",
  });
  expect((await run(one)).counts).toEqual({ created: 3, updated: 0, unchanged: 0, failed: 0 });
  const deals = await records("/api/deals?sort=name&fields=name,amount,stage,source");
  expect(
    deals.map((deal) => [
      deal.name,
      (deal.amount as { amount: string }).amount,
      (deal.stage as { title: string }).title,
      deal.source,
    ]),
  ).toEqual([
    ["First", "1234.50", "Won", "trade_show"],
    ["Second", "99.00", "Prospecting", "website"],
    ["Third", "5.00", "Lost", "trade_show"],
  ]);
});

test("stages called otherwise are known by what they mean", async () => {
  await sql`update stages set name = 'Выиграна' where kind = 'won'`.execute(door.runtime.database);
  const one = await upload(
    "deals.csv",
    "Deal number,Deal name,Deal stage,Close date\nS-1,Fourth,Closed Won,2024-05-06\nS-2,Fifth,lost,2024-05-07\n",
  );
  const stage = one.mapping?.assignments.find(({ target }) => target === "stage");
  expect(stage?.values).toEqual({ "Closed Won": { use: "Выиграна" } });
  expect((await run(one)).made).toEqual([]);
  const startsWithS = encodeURIComponent(JSON.stringify({ field: "number", op: "starts_with", value: "S-" }));
  const deals = await records(`/api/deals?filter=${startsWithS}&sort=number&fields=number,stage,closed_on`);
  expect(deals.map((deal) => [deal.number, (deal.stage as { title: string }).title, deal.closed_on])).toEqual(
    [
      ["S-1", "Выиграна", "2024-05-06"],
      ["S-2", "Lost", "2024-05-07"],
    ],
  );
});

test("several files at once are put in order, and a later one counts on what an earlier one brings", async () => {
  const first = await upload(
    "opportunities.csv",
    "Opportunity id,Account,Close value,Deal stage\nX1,Northwind,10,Won\n",
  );
  const session = `&session=${first.session_id}`;
  const second = await upload("accounts.csv", "Account,Sector\nNorthwind,technolgy\n", session);
  const { data } = (await ask<{ data: ImportDetails[] }>("GET", `/api/imports?session=${first.session_id}`))
    .body;
  expect(data.map((file) => file.object)).toEqual(["company", "deal"]);
  expect((await preview(first.id)).related).toEqual([]);
  expect((await ask("POST", `/api/imports/${first.id}/run`, { session: true })).status).toBe(202);
  await exchange.jobs?.["exchange.import"]?.(door.runtime, { session: first.session_id });
  expect(await details(second.id)).toMatchObject({ state: "done", counts: { created: 1 } });
  expect(await details(first.id)).toMatchObject({ state: "done", counts: { created: 1 }, made: [] });
  const [company] = await records(`/api/companies?search=Northwind`);
  expect(company?.industry).toBe("technology");
});

test("the same file cannot run twice at the same time", async () => {
  const text = "product,code\nValve,V-1\n";
  const one = await upload("valves.csv", text);
  const two = await upload("valves.csv", text);
  expect((await ask("POST", `/api/imports/${one.id}/run`, { session: false })).status).toBe(202);
  const refused = await ask<{ code: string }>("POST", `/api/imports/${two.id}/run`, { session: false });
  expect([refused.status, refused.body.code]).toEqual([409, "already_done"]);
  await Promise.all(
    [1, 2].map(() => exchange.jobs?.["exchange.import"]?.(door.runtime, { session: one.session_id })),
  );
  expect((await details(one.id)).counts).toEqual({ created: 1, updated: 0, unchanged: 0, failed: 0 });
  expect((await run(two)).counts).toEqual({ created: 0, updated: 0, unchanged: 1, failed: 0 });
});

test("a stopped import keeps what it wrote and takes no more", async () => {
  const one = await upload(
    "many.csv",
    `product,code\n${Array.from({ length: 1200 }, (_, index) => `Part ${index},P-${index}`).join("\n")}\n`,
  );
  await ask("POST", `/api/imports/${one.id}/run`, { session: false });
  expect((await ask("DELETE", `/api/imports/${one.id}/run`)).status).toBe(204);
  await exchange.jobs?.["exchange.import"]?.(door.runtime, { session: one.session_id });
  expect(await details(one.id)).toMatchObject({ state: "cancelled", processed: 0 });
});

test("a row that breaks a rule of the database fails alone in its batch", async () => {
  const rows = Array.from({ length: 30 }, (_, index) => `Bolt ${index},B-${index === 20 ? 7 : index}`);
  const one = await upload("bolts.csv", `product,code\n${rows.join("\n")}\n`);
  const mapping = one.mapping as Mapping;
  await ask("PUT", `/api/imports/${one.id}/mapping`, { ...mapping, keys: [] });
  const done = await run(one);
  expect(done.counts).toEqual({ created: 29, updated: 0, unchanged: 0, failed: 1 });
  expect((await ask("GET", `/api/imports/${one.id}/failed.csv`)).text).toContain("Bolt 20,B-7,");
});

test("a column that is called what it is goes there, also when some of its values are wrong", async () => {
  const one = await upload(
    "clientes.csv",
    "Nombre;Apellidos;Correo\nAna;Ruiz;ana@norte.example\nBerta;Sanz;berta@norte.example\nDora;Gil;mal-escrito\n",
  );
  expect(one.mapping?.assignments.map(({ target }) => target)).toEqual([
    "name.given",
    "name.family",
    "email",
  ]);
  expect((await preview(one.id)).counts).toEqual({ created: 2, updated: 0, unchanged: 0, failed: 1 });
});

test("leads come in with status and source, and with who they are; the same person is made once", async () => {
  const file = [
    "Name they gave,Company they gave,Email,Source,Status,What they want",
    "Lora Hristova,Lora Ltd,lora@lora.example,Website,New,Chairs",
    "Lora Hristova,Lora Ltd,lora@lora.example,Referral,Unqualified,Tables",
    "Marin Kolev,,marin@kolev.example,Website,In work,",
  ].join("\n");
  const done = await run(await upload("leads.csv", file, "&object=lead"));
  expect(done).toMatchObject({ state: "done", counts: { created: 3, failed: 0 } });
  const leads = await records("/api/leads?sort=created_at&limit=10");
  const told = leads.map(({ name, source, status, party, owner }) => [
    name,
    source,
    status,
    (party as { title: string }).title,
    owner,
  ]);
  expect(told.toSorted()).toEqual([
    ["Lora Hristova", "referral", "unqualified", "Lora Hristova", null],
    ["Lora Hristova", "website", "new", "Lora Hristova", null],
    ["Marin Kolev", "website", "working", "Marin Kolev", null],
  ]);
  const people = await records("/api/people?search=lora@lora.example");
  expect(people).toMatchObject([{ roles: ["lead"] }]);
});
