import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { createInstance } from "i18next";
import ICU from "i18next-icu";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AppError } from "#kernel/error";
import { parseFilterText } from "#kernel/filter-text";
import { parseFormula } from "#kernel/formula/parsing";
import { withoutDefusing } from "#kernel/csv";
import { locales } from "#kernel/locale";
import { openReceiver, type Receiver } from "../src/modules/exchange/testing/receiver.ts";
import { openWebhookHouse, type WebhookHouse } from "../src/modules/exchange/testing/webhook-house.ts";
import bg from "../src/modules/platform/text/bg.json" with { type: "json" };
import en from "../src/modules/platform/text/en.json" with { type: "json" };
import es from "../src/modules/platform/text/es.json" with { type: "json" };
import ru from "../src/modules/platform/text/ru.json" with { type: "json" };
import { workOf } from "./own-time.ts";
import { somebodySignedIn } from "./somebody.ts";
import { templateTexts } from "./template-corpus.ts";

// Texts of users stay what they are, wherever they go; mail is looked at in `letters.test.ts`. And what users do write in a
// language of ours is no program.
let house: WebhookHouse;
let receiver: Receiver;

beforeAll(async () => {
  house = await openWebhookHouse();
  receiver = await openReceiver();
});
afterAll(() => receiver.close());

async function made(url: string, payload: object, method = "POST") {
  const { status, body } = await house.say(method, url, payload);
  expect([url, status < 300], JSON.stringify(body)).toEqual([url, true]);
  return body;
}

describe("CVE-2026-33285 CVE-2026-33287 CVE-2026-41311 CVE-2026-55575: a text that some engine would take for a template", () => {
  test("stays as it is in records, lists, search, exports and webhooks", async () => {
    await made("/api/webhooks", {
      name: "Warehouse",
      address: receiver.address,
      topics: [{ object: "company", events: ["created"] }],
      payload: "records",
      role_id: house.everything,
    });
    for (const text of templateTexts) {
      const { id } = await made("/api/companies", { name: text, description: text });
      const seen = (await house.say("GET", `/api/companies/${id}`)).body;
      expect([seen.name, seen.description]).toEqual([text, text]);
      const note = await made("/api/notes", { party: id, body: text });
      expect(note).toMatchObject({ body: text, party: { title: text } });
    }
    const list = (await house.say("GET", "/api/companies?limit=100&sort=created_at")).body.data;
    expect(list.map(({ name }: { name: string }) => name)).toEqual([...templateTexts]);
    const found = (await house.say("GET", "/api/search?q=freemarker")).body.data;
    expect(found.map(({ title }: { title: string }) => title)).toContain(
      templateTexts.find((text) => text.includes("freemarker")),
    );
    const file = (
      await house.ask({ url: "/api/exports/companies?sort=created_at", headers: { cookie: house.cookie } })
    ).body;
    const rows = parse(file, { bom: true, from_line: 2 }) as string[][];
    expect(rows.map(([name = ""]) => withoutDefusing(name))).toEqual([...templateTexts]);
    await house.send();
    const told = receiver.taken().flatMap(({ message }) => message.data.records);
    expect(told.map(({ name }) => name).sort()).toEqual([...templateTexts].sort());
  });

  test("stays as it is in the names of fields and options, in the metadata, the API's contract, headings and errors", async () => {
    for (const text of templateTexts) {
      const label = { en: text };
      const kind = { type: "choice", options: [{ label: text }] };
      const { name } = await made("/api/objects/product/fields", { label, kind, required: true });
      expect(name).toMatch(/^x_[a-z0-9_]+$/);
      const metadata = (await house.say("GET", "/api/metadata")).body.objects.product.fields[name];
      expect(metadata.label).toEqual(label);
      expect(metadata.added[0].label).toBe(text);
      const refused = await house.say("POST", "/api/products", { name: "Without" });
      expect(refused.body).toMatchObject({ code: "field_required", field: name });
      expect(refused.body.detail).toContain(text);
      const contract = (await house.say("GET", "/api/openapi.json")).body.components.schemas.product;
      expect(contract.properties[name].description).toContain(text);
      const headings = (await house.ask({ url: "/api/exports/products", headers: { cookie: house.cookie } }))
        .body;
      expect((parse(headings, { bom: true }) as string[][])[0]?.map(withoutDefusing)).toContain(text);
      const { status } = await house.say("DELETE", `/api/objects/product/fields/${name}`);
      expect(status).toBeLessThan(300);
    }
  });

  test("stays as it is in a notification, as it is kept and as it is said in every language", async () => {
    const ivan = await somebodySignedIn(house, "{{7*7}} ${title}", {
      objects: {
        "*": { read: "all", change: "none", delete: "none", create: false, export: false, bulk: false },
      },
      permissions: [],
    });
    for (const text of templateTexts) await made("/api/tasks", { subject: text, owner: ivan.id });
    const notifications = async () =>
      (await house.say("GET", "/api/notifications?limit=100", undefined, ivan.headers)).body.data;
    await expect
      .poll(async () => (await notifications()).length, { timeout: 10_000 })
      .toBe(templateTexts.length);
    const titles = (await notifications()).map(({ params }: { params: { title: string } }) => params.title);
    expect(titles.sort()).toEqual([...templateTexts].sort());
    const i18n = createInstance();
    const resources = Object.fromEntries(
      Object.entries({ en, es, ru, bg }).map(([locale, translation]) => [locale, { translation }]),
    );
    await i18n.use(ICU).init({ lng: "en", resources, interpolation: { escapeValue: false } });
    for (const locale of locales)
      for (const title of templateTexts) {
        const said = i18n.getFixedT(locale)("notifications.kinds.task_assigned", { title, by: title });
        expect(said.split(title).length).toBe(3);
      }
  });
});

describe("CVE-2020-29396 CVE-2021-44476: no text of a user is run as a program", () => {
  const before = Object.getOwnPropertyNames(Object.prototype);

  test("a key that would reach a prototype is refused, or is a name like any other, wherever JSON is taken and kept", async () => {
    const hostile = [
      '{"__proto__":{"spoilt":1}}',
      '{"constructor":{"prototype":{"spoilt":1}}}',
      '{"prototype":{"spoilt":1}}',
    ];
    const places: [string, string, (json: string) => string][] = [
      ["POST", "/api/companies", (json) => `{"name":"Spoilt","description":${json}}`],
      ["POST", "/api/companies", (json) => json],
      ["POST", "/api/companies", (json) => `{"name":"Spoilt","address":${json}}`],
      ["POST", "/api/batch", (json) => `{"operations":[${json}]}`],
      ["POST", "/api/views", (json) => `{"object":"company","name":"V","kind":"table","definition":${json}}`],
      ["PUT", "/api/me/preferences", (json) => json],
      ["PUT", "/api/me/preferences", (json) => `{"lists":${json}}`],
      ["POST", "/api/role-grants", (json) => `{"name":"R","grants":{"objects":${json},"permissions":[]}}`],
      ["POST", "/api/objects/company/fields", (json) => `{"label":${json},"kind":{"type":"text"}}`],
      ["POST", "/api/companies/bulk", (json) => `{"ids":[],"change":${json}}`],
    ];
    for (const [method, url, body] of places)
      for (const json of hostile) {
        const answer = await house.ask({
          method: method as "POST",
          url,
          headers: { cookie: house.cookie, "content-type": "application/json" },
          payload: body(json),
        });
        expect(answer.statusCode, `${method} ${url} ${body(json)}`).toBeLessThan(500);
      }
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect("spoilt" in {}).toBe(false);
    expect("spoilt" in Object).toBe(false);
    expect((await house.say("GET", "/api/metadata")).status).toBe(200);
  });

  test("a script is neither a formula nor a filter nor a field", async () => {
    const scripts = [
      "process.exit(1)",
      "require('fs').readFileSync('/etc/passwd')",
      'constructor.constructor("return process")()',
      "(() => 1)()",
      "import('node:fs')",
      "this.constructor",
      "open('/etc/passwd').read()",
      "__import__('os').system('id')",
      "function f() { return 1 }",
      "`id`",
    ];
    for (const expression of scripts) {
      const check = await house.say("POST", "/api/objects/company/formula-check", { expression });
      expect([expression, check.status]).toEqual([expression, 422]);
      expect(check.body.code).toMatch(/^formula_/);
      const filter = await house.say("GET", `/api/companies?filter=${encodeURIComponent(expression)}`);
      expect([expression, filter.status]).toEqual([expression, 400]);
    }
  });
});

describe("CVE-2026-61556 CVE-2026-39412 CVE-2026-30952 CVE-2026-35525 CVE-2026-106120: the languages of our own", () => {
  // As long as a page of the screen takes to be drawn; what is over the limits of length is refused before it is read.
  const most = 100;
  const pieces = fc.constantFrom(
    ..."()+-*/%&<>=,.\"'{}[]$#@\\ \n\t",
    "and",
    "or",
    "not ",
    "if(",
    "switch(",
    "concat(",
    "name",
    "company.",
    "a.some(",
    "is",
    "in (",
    "where",
    "1e9",
    "9".repeat(40),
    "()".repeat(30),
    "((((((((((",
    "not not not not ",
    "--------",
    '""""""',
    ...templateTexts,
  );
  const written = fc.array(pieces, { maxLength: 400 }).map((some) => some.join(""));

  test.each([
    ["formulas", parseFormula],
    ["filters", parseFilterText],
  ] as const)("%s: whatever is written is read or refused, and soon", (_name, read) => {
    let refused = 0;
    fc.assert(
      fc.property(written, (text) => {
        const work = workOf(() => {
          try {
            read(text);
          } catch (error) {
            expect(error).toBeInstanceOf(AppError);
            refused++;
          }
        });
        expect(work).toBeLessThan(most);
      }),
      { numRuns: 2000 },
    );
    expect(refused).toBeGreaterThan(1000);
  });

  test.each([
    ["formulas", parseFormula],
    ["filters", parseFilterText],
  ] as const)("%s: a megabyte is refused at once", (_name, read) => {
    for (const unit of ["(", "not ", "a and ", '"', "1+", "a.b.", "{{", " "]) {
      const text = unit.repeat(1_000_000 / unit.length);
      expect(workOf(() => expect(() => read(text)).toThrow(AppError))).toBeLessThan(most);
    }
  });
});
