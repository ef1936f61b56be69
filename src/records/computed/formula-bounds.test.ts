import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { checkFormulaText } from "#kernel/formula/checking";
import { formulaFunctions } from "#kernel/formula/functions";
import type { FormulaType } from "#kernel/formula/syntax";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { formulaSql } from "./formula-sql.ts";

// CVE-2026-33656: a formula that wrote where a file is kept ran programs. Ours reckon, and nothing else.
let house: FrontDoor;

beforeAll(async () => {
  house = await openFrontDoor();
});

async function ask(method: "GET" | "POST" | "PATCH", url: string, payload?: object) {
  const answer = await house.ask({
    method,
    url,
    headers: { cookie: house.cookie },
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined };
}

const check = (expression: string) => ask("POST", "/api/objects/company/formula-check", { expression });

const types: Readonly<Record<string, FormulaType>> = {
  number: "number",
  text: "text",
  boolean: "boolean",
  date: "date",
  moment: "date_time",
};

/** A formula for each thing that there is to do. */
const everything = [
  "number + number - number * number / number % number",
  "-number",
  "text & number & moment & date & boolean",
  "number = number and number <> 1 and number < 2 and number <= 2 and number > 1 or number >= 1",
  "not boolean",
  "if(boolean, number, 1)",
  'switch(text, "a", 1, 2)',
  "coalesce(number, 1)",
  "is_empty(text) and is_empty(number)",
  "round(number, 2) + floor(number) + ceil(number) + abs(number) + min(number, 1) + max(number, 1)",
  "concat(upper(text), lower(text), trim(text), left(text, 1), right(text, 1))",
  "length(text) + number(text)",
  'contains(text, "a")',
  "text(number) & text(moment)",
  "date(2026, 1, 1) = date(text) or date(moment) = today()",
  "now() = moment",
  "year(date) + month(date) + day(date) + weekday(moment) + days_between(date, moment)",
  "add_days(date, 1) = add_months(date, 1)",
];

/** What a formula may call in the database; whoever adds to it says here that it writes nothing and reads nothing. */
const callable = new Set([
  "formula_number",
  "formula_round",
  "formula_trim",
  "formula_left",
  "formula_right",
  "formula_number_of_text",
  "formula_date",
  "formula_date_of_text",
  "formula_day",
  "formula_add_days",
  "formula_add_months",
  "abs",
  "ceil",
  "coalesce",
  "extract",
  "floor",
  "greatest",
  "least",
  "left",
  "length",
  "lower",
  "mod",
  "nullif",
  "round",
  "strpos",
  "to_char",
  "trim_scale",
  "upper",
]);

describe("CVE-2026-33656: a formula writes nothing, reads no settings and calls nothing that is not on the list", () => {
  test("what it calls in the database is on the list, and PostgreSQL itself lets none of it write", async () => {
    const named = formulaFunctions.filter(
      ({ name }) => !everything.some((text) => text.includes(`${name}(`)),
    );
    expect(named).toEqual([]);
    const called = new Set<string>();
    for (const text of everything) {
      const formula = checkFormulaText(text, (path) => types[path]);
      const query = formulaSql(formula, {
        valueOf: (path) => sql`${sql.ref(path)}`,
        now: new Date(),
        timeZone: "Europe/Sofia",
      }).compile(house.runtime.database);
      for (const [, name = ""] of query.sql.matchAll(/([a-z_]+)\(/g)) called.add(name);
      expect(query.sql).not.toMatch(/;|--|\b(select|insert|update|delete|copy|into|do|call|set)\b/i);
    }
    expect([...called].filter((name) => !callable.has(name))).toEqual([]);
    expect([...callable].filter((name) => !called.has(name))).toEqual([]);
    const { rows } = await sql<{ name: string; free: boolean; source: string }>`
      select p.proname as name, p.provolatile = 'v' or p.prosecdef as free, p.prosrc as source
      from pg_proc p where p.proname = any(${[...callable]}::text[])`.execute(house.runtime.database);
    expect(rows.length).toBeGreaterThan(callable.size);
    expect(rows.filter(({ free }) => free)).toEqual([]);
    const ours = rows.filter(({ name }) => name.startsWith("formula_"));
    expect(ours.length).toBeGreaterThanOrEqual(11);
    for (const { source } of ours) expect(source).not.toMatch(/\b(execute|perform|current_setting|from)\b/i);
  });

  test.each([
    "pg_sleep(1)",
    "current_setting(name)",
    'set_config("role", "postgres", false)',
    "version()",
    'pg_read_file("/etc/passwd")',
    'lo_import("/etc/passwd")',
    'query_to_xml("select 1")',
    "random()",
    'nextval("known_words")',
    'dblink("", "select 1")',
    "pg_catalog.upper(name)",
    "formula_number(1)",
    "gen_random_uuid()",
    "txid_current()",
    "current_user()",
    "coalesce_(1)",
    "hasOwnProperty(1)",
  ])("%s is no function", async (expression) => {
    const { status, body } = await check(expression);
    expect([status, body.code]).toEqual([422, "formula_function_unknown"]);
    expect(
      (await ask("GET", `/api/companies?filter=${encodeURIComponent(`${expression} = 1`)}`)).status,
    ).toBe(400);
  });

  test.each([
    "picture.location",
    "picture.sha256",
    "picture.id",
    "owner.password",
    "owner.auth_id",

    "organisation.name",
    "settings.secret",
    "api_keys.key_hash",
    "search_words",
    "owner_id",
    "xmin",
    "ctid",
    "parties.name",
    "t.name",
    "__proto__",
    "constructor",
    "current_user",
    "access_version.version",
  ])("%s is nothing that it can read", async (expression) => {
    const { status, body } = await check(expression);
    expect([status, body.code]).toEqual([422, expect.stringMatching(/^formula_(field|invalid|incomplete)/)]);
  });

  test("there is no way to write in it, nor does reckoning change a record", async () => {
    const { id, version } = (await ask("POST", "/api/companies", { name: "As it is" })).body;
    for (const expression of [
      'name := "x"',
      'name = "x"; name',
      'set name = "x"',
      'update(name, "x")',
      'picture.location = "../../x"',
      'name <- "x"',
    ])
      expect([expression, (await check(expression)).status]).toEqual([expression, 422]);
    const kind = { type: "formula", expression: 'if(name = "x", name, upper(name))' };
    const made = await ask("POST", "/api/objects/company/fields", { label: { en: "Loud" }, kind });
    expect(made.status).toBe(201);
    const after = (await ask("GET", `/api/companies/${id}`)).body;
    expect(after).toMatchObject({ name: "As it is", version, [made.body.name]: "AS IT IS" });
    expect((await ask("PATCH", `/api/companies/${id}`, { [made.body.name]: "x" })).status).toBe(422);
  });

  test("where a file is kept is said by nobody: neither with the file nor by a field that holds it", async () => {
    const { id } = (await ask("POST", "/api/companies", { name: "With a picture" })).body;
    for (const picture of [
      { id, location: "../../../etc/passwd" },
      { location: "../../../etc/passwd" },
      "../../../etc/passwd",
      ["../../../etc/passwd"],
    ])
      expect((await ask("PATCH", `/api/companies/${id}`, { picture })).status).toBe(422);
    const form = new FormData();
    form.append("location", "../../../etc/passwd");
    form.append("sha256", "0".repeat(64));
    form.append("file", new File(["mine"], "mine.txt", { type: "text/plain" }));
    const sent = new Response(form);
    await house.ask({
      method: "POST",
      url: "/api/files",
      headers: { cookie: house.cookie, "content-type": sent.headers.get("content-type") ?? "" },
      payload: Buffer.from(await sent.arrayBuffer()),
    });
    const { rows } = await sql<{ location: string }>`select location from files`.execute(
      house.runtime.database,
    );
    for (const { location } of rows) expect(location).toMatch(/^[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{40}$/);
  });
});
