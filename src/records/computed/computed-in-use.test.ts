import { beforeAll, expect, it, test } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { targetsOf } from "../../modules/exchange/contract/targets.ts";
import { fullGrant } from "../contract/index.ts";

let house: FrontDoor;
let administrator: { readonly authorization: string };

beforeAll(async () => {
  house = await openFrontDoor();
  administrator = await house.key({ objects: { "*": fullGrant }, permissions: ["*"] });
  for (const name of ["Old", "Older"]) await made("/api/companies", { name, employees: 3 });
  await field("company", "Big", { type: "formula", expression: "employees > 10" });
  await field("company", "Letter", { type: "formula", expression: 'left(name, 1) & "."' });
  await field("company", "Staff known", { type: "rollup", related: "people", aggregate: "count" });
  await field("company", "Number", { type: "auto_number", prefix: "C-", digits: 3 });
  const company = await made("/api/companies", { name: "Витоша", employees: 50 });
  await made("/api/people", { name: "Ivan Petrov", company: company.id });
});

type Method = "GET" | "POST" | "PATCH" | "DELETE";

async function ask(method: Method, url: string, payload?: object, headers: object = administrator) {
  const answer = await house.ask({ method, url, headers: { ...headers }, ...(payload && { payload }) });
  return {
    status: answer.statusCode,
    text: answer.body,
    body: answer.body.startsWith("{") ? answer.json() : {},
  };
}

async function made(url: string, payload: object) {
  const { status, body } = await ask("POST", url, payload);
  if (status >= 300) throw new Error(`${url}: ${status} ${JSON.stringify(body)}`);
  return body;
}

async function field(object: string, label: string, kind: object): Promise<void> {
  await made(`/api/objects/${object}/fields`, { label: { en: label }, kind });
}

it("stands in the export, under its title", async () => {
  const { text } = await ask(
    "GET",
    "/api/exports/companies?fields=name,x_big,x_letter,x_staff_known,x_number&sort=name",
  );
  expect(text.replace("\uFEFF", "").trim().split(/\r?\n/)).toEqual([
    "Name,Big,Letter,Staff known,Number",
    expect.stringMatching(/^Old,false,O\.,0,C-00[12]$/),
    expect.stringMatching(/^Older,false,O\.,0,C-00[12]$/),
    "Витоша,true,В.,1,C-003",
  ]);
});

it("says which records a change to many is about, and is never what is changed", async () => {
  const filter = { field: "x_big", op: "is", value: true };
  const wrong = await ask("POST", "/api/companies/bulk", { filter, change: { x_letter: "Z" } });
  expect(wrong).toMatchObject({ status: 422, body: { code: "field_read_only", field: "x_letter" } });
  const right = await ask("POST", "/api/companies/bulk", { filter, change: { employees: 51 } });
  expect(right.body).toMatchObject({ changed: 1 });
});

it("is no target of an import", () => {
  const { catalogue } = house.runtime;
  const targets = targetsOf("company", (name) => catalogue.objects.get(name)).map(({ path }) => path);
  expect(targets).toContain("employees");
  expect(targets.filter((path) => path.startsWith("x_"))).toEqual([]);
});

it("is found by its number", async () => {
  const filter = encodeURIComponent(JSON.stringify({ field: "x_number", op: "is", value: "c-003" }));
  const found = await ask("GET", `/api/companies?filter=${filter}&fields=name`);
  expect(found.body.data).toMatchObject([{ name: "Витоша" }]);
});

it("hidden from a role, it takes what is reckoned from it along, and no error tells of it", async () => {
  const blind = await house.key({
    objects: { "*": fullGrant, company: { ...fullGrant, fields: { employees: "hidden" } } },
    permissions: ["*"],
  });
  const read = await ask("GET", "/api/companies?limit=1", undefined, blind);
  expect(Object.keys(read.body.data[0])).toContain("x_letter");
  expect(read.text).not.toContain("x_big");
  expect((await ask("GET", "/api/metadata", undefined, blind)).text).not.toMatch(/x_big|employees >/);
  for (const expression of ["employees", "x_big", "no_such_field"]) {
    const { status, body } = await ask("POST", "/api/objects/company/formula-check", { expression }, blind);
    expect([status, body.code, body.detail.replace(expression, "")]).toEqual([
      422,
      "formula_field_unknown",
      "There is no field “” here (character 1). Check its name.",
    ]);
  }
});

test("whatever is written as a formula is answered clearly", async () => {
  const hostile = [
    "",
    " ",
    "'; drop table parties; --",
    "name); delete from parties; --",
    'name & "\u0000"',
    '"\ud83d"',
    "${process.exit()}",
    "constructor.prototype",
    "__proto__.name",
    "if(true, name",
    "sleep(100)",
    "pg_sleep(100)",
    "name.name.name.name.name.name",
    "1 / 0",
    "9".repeat(1999),
    `1${"0".repeat(29)} * 1${"0".repeat(29)}`,
    "(".repeat(1000),
    "-".repeat(1999),
    "1+".repeat(999),
    "add_months(today(), 1e9)",
    "add_days(date(9999, 12, 31), 1)",
    "round(1, 999999999999)",
    "left(name, -99999999999999)",
    `concat(${Array.from({ length: 300 }, () => "name").join(",")})`,
    "SELECT",
    "имя",
    "😀",
    "x_staff_known / x_staff_known",
  ];
  for (const expression of hostile) {
    const { status, body } = await ask("POST", "/api/objects/company/formula-check", { expression });
    if (status !== 200)
      expect([expression, status, body.code]).toEqual([expression, 422, expect.stringMatching(/^formula_/)]);
  }
});
