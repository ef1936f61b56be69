import { beforeAll, expect, test } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { type Planted, plantRecords } from "../../../test/planted-records.ts";
import { type Grant, noGrant } from "../contract/index.ts";

let house: FrontDoor;
let planted: Planted;
let groups: string[];

beforeAll(async () => {
  house = await openFrontDoor();
  planted = await plantRecords(house);
  // Sofia stands below Rila, which stands below Pirin.
  groups = [];
  for (const name of ["Pirin", "Rila", "Sofia"]) {
    const payload = { name, revenue: { amount: "1234567890.12", currency: "EUR" }, parent: groups.at(-1) };
    groups.push((await made("/api/companies", payload)).id);
  }
});

const seen: Grant = { ...noGrant, read: "all" };

async function made(url: string, payload: object) {
  const answer = await house.ask({ method: "POST", url, payload, headers: { cookie: house.cookie } });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
}

async function read(url: string, headers: Record<string, string> = { cookie: house.cookie }) {
  const answer = await house.ask({ url, headers });
  return { status: answer.statusCode, body: answer.json() };
}

test("a path of fields goes through up to three links, in a list as in one record", async () => {
  const person = await made("/api/people", { name: "Ana Petrova", company: groups[2] });
  const fields = "fields=company.name,company.parent.parent.name,company.parent.revenue";
  const company = {
    name: "Sofia",
    parent: {
      title: "Rila",
      parent: { title: "Pirin", name: "Pirin" },
      revenue: { amount: "1234567890.12" },
    },
  };
  expect((await read(`/api/people/${person.id}?${fields}`)).body).toMatchObject({ company });
  const found = encodeURIComponent(JSON.stringify({ field: "id", op: "is", value: person.id }));
  expect((await read(`/api/people?${fields}&filter=${found}`)).body.data).toMatchObject([{ company }]);
  const tooFar = await read(`/api/people/${person.id}?fields=company.parent.parent.parent.name`);
  expect([tooFar.status, tooFar.body.code]).toEqual([422, "field_unknown"]);
});

test("an expanded link shows its record as that reads by itself, whatever points to whatever", async () => {
  let looked = 0;
  for (const object of house.runtime.catalogue.objects.values()) {
    const id = planted.ids[object.name];
    for (const [name, field] of Object.entries(object.fields)) {
      if (!id || (field.type !== "link" && field.type !== "user" && field.type !== "links")) continue;
      const { body } = await read(`/api/${object.plural}/${id}?fields=id&expand=${name}`);
      const target = house.runtime.catalogue.object(field.type === "user" ? "user" : field.to);
      for (const { title, object: face, ...record } of [body[name] ?? []].flat()) {
        const itself = (await read(`/api/${target.plural}/${record.id}`)).body;
        // A field called as the link's own word says the same.
        const whole = "title" in target.fields ? { ...record, title } : record;
        expect(whole, `${object.name}.${name}`).toEqual(itself);
        // A draft of an invoice has no number yet, and so no title.
        if (itself[target.title] !== null) expect(title).toEqual(expect.anything());
        expect(face).toEqual(expect.any(String));
        looked++;
      }
    }
  }
  expect(looked).toBeGreaterThan(30);
});

test("many that are pointed to open like one, with the links behind them", async () => {
  const deal = await made("/api/deals", { name: "Bridge", competitors: groups });
  const { body } = await read(`/api/deals/${deal.id}?fields=competitors.parent.name,competitors.created_at`);
  expect(body.competitors).toHaveLength(3);
  expect(body.competitors[2]).toEqual({
    id: groups[2],
    title: "Sofia",
    object: "company",
    parent: { id: groups[1], title: "Rila", object: "company", name: "Rila" },
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  });
});

test("only links open, only their fields are found behind them, and only so many at once", async () => {
  const url = `/api/companies/${groups[2]}`;
  for (const query of [
    "expand=name",
    "expand=address",
    "expand=nothing",
    "expand=parent.name",
    "fields=parent.nothing",
    "fields=address.planet",
    "fields=name.length",
    "fields=parent.__proto__",
    "expand=constructor",
  ]) {
    const { status, body } = await read(`${url}?${query}`);
    expect([query, status, body.code]).toEqual([query, 422, "field_unknown"]);
  }
  const links = ["", "parent.", "parent.parent."].flatMap((at) =>
    ["owner", "created_by", "updated_by", "parent", "owner.team", "owner.manager", "created_by.team"]
      .map((name) => `${at}${name}`)
      .filter((path) => path.split(".").length <= 3),
  );
  expect(links.length).toBeGreaterThan(10);
  const wide = await read(
    `${url}?expand=${links.join(",")},created_by.manager,updated_by.team,updated_by.manager`,
  );
  expect([wide.status, wide.body.code]).toEqual([400, "expansion_too_wide"]);
});

test("CVE-2026-66003: behind a link stands only what the rights on the linked record and its fields allow", async () => {
  const { deal, person } = planted.ids;
  const hiding = { ...seen, fields: { tax_number: "hidden", revenue: "hidden" } } as const;
  const blinkered = await house.key({ objects: { "*": seen, company: hiding }, permissions: [] });
  const asked = [
    "fields=company.tax_number",
    "fields=company.parent.revenue",
    "fields=competitors.tax_number",
  ];
  for (const query of asked) {
    const answer = await read(`/api/deals/${deal}?${query}`, blinkered);
    expect([answer.status, answer.body.code]).toEqual([422, "field_unknown"]);
  }
  const expanded = await read(`/api/deals/${deal}?expand=company,competitors`, blinkered);
  for (const record of [expanded.body.company, ...expanded.body.competitors]) {
    expect(record.name).toEqual(expect.any(String));
    expect(record).not.toHaveProperty("tax_number");
    expect(record).not.toHaveProperty("revenue");
  }
  const nothing: Grant = { ...seen, read: "none" };
  const apart = await house.key({ objects: { "*": seen, company: nothing, user: nothing }, permissions: [] });
  const without = await read(`/api/deals/${deal}?expand=company,competitors,owner`, apart);
  expect(without.body).toMatchObject({ company: null, competitors: [], owner: null });
  const behind = await read(`/api/people/${person}?fields=company.parent.name,owner.team.name`, apart);
  expect(behind.body).toMatchObject({ company: null, owner: null });
});
