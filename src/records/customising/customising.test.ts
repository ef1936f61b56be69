import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { createRuntime } from "../../server/runtime.ts";
import { buildCatalogue } from "../catalogue.ts";
import { purgeRemoved } from "./purging.ts";
import { fullGrant, noGrant } from "../contract/index.ts";

let house: FrontDoor;
let administrator: { readonly authorization: string };

beforeAll(async () => {
  house = await openFrontDoor();
  administrator = await house.key({
    objects: { "*": fullGrant },
    permissions: ["*"],
  });
});

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

async function ask(method: Method, url: string, payload?: object, headers: object = administrator) {
  const answer = await house.ask({ method, url, headers: { ...headers }, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.body === "" ? undefined : answer.json() };
}

async function made(method: Method, url: string, payload?: object) {
  const { status, body } = await ask(method, url, payload);
  if (status >= 300) throw new Error(`${method} ${url}: ${status} ${JSON.stringify(body)}`);
  return body;
}

const filtered = (filter: object) => `filter=${encodeURIComponent(JSON.stringify(filter))}`;

async function makeCars() {
  const car = await made("POST", "/api/objects", {
    one: { en: "Car", bg: "Кола" },
    many: { en: "Cars", bg: "Коли" },
    icon: "car",
    navigation: 5,
  });
  const path = `/api/objects/${car.name}/fields`;
  await made("POST", path, {
    label: { en: "Colour" },
    kind: { type: "choice", options: [{ label: "Red" }, { label: "Сив" }] },
    indexed: true,
  });
  await made("POST", path, { label: { en: "Price" }, kind: { type: "money" } });
  await made("POST", path, { label: { en: "Owner of the car" }, kind: { type: "link", to: "party" } });
  await made("POST", path, { label: { en: "Drivers" }, kind: { type: "links", to: "person" } });
  await made("POST", path, { label: { en: "Километри" }, kind: { type: "number", min: 0 } });
  return car;
}

test("an object of one's own is used at once: made, listed, filtered, found, described, and kept in history", async () => {
  const car = await makeCars();
  expect(car).toMatchObject({
    name: expect.stringMatching(/^x_car/),
    plural: expect.stringMatching(/^x_cars/),
    custom: true,
  });
  const person = await made("POST", "/api/people", { name: { given: "Ivan", family: "Petrov" } });
  const list = `/api/${car.plural}`;
  const golf = await made("POST", list, {
    name: "CB 1234 AB",
    x_colour: "red",
    x_price: { amount: "12000.50", currency: "EUR" },
    x_owner_of_the_car: person.id,
    x_drivers: [person.id],
    x_kilometri: 120000,
  });
  expect(golf).toMatchObject({
    x_colour: "red",
    x_owner_of_the_car: { id: person.id, title: "Ivan Petrov" },
    x_drivers: [{ id: person.id }],
  });
  await made("PATCH", `${list}/${golf.id}`, { x_kilometri: 130000, version: 1 });
  const found = await made(
    "GET",
    `${list}?${filtered({ field: "x_kilometri", op: "gt", value: 125000 })}&sort=-x_kilometri&count=true`,
  );
  expect(found).toMatchObject({ data: [{ id: golf.id }], count: { value: 1 } });
  const through = { field: "x_owner_of_the_car.name", op: "contains", value: "petrov" };
  expect((await made("GET", `${list}?${filtered(through)}`)).data).toHaveLength(1);
  expect((await made("GET", `/api/search?q=1234`)).data).toMatchObject([{ object: car.name, id: golf.id }]);
  const { data: past } = await made("GET", `${list}/${golf.id}/history`);
  expect(past[0]).toMatchObject({ kind: "changed", changes: { x_kilometri: { from: 120000, to: 130000 } } });
  const { objects } = await made("GET", "/api/metadata");
  expect(objects[car.name]).toMatchObject({ label: { many: { bg: "Коли" } }, navigation: 5 });
  expect(objects[car.name].fields.x_colour.added.map((option: { label: string }) => option.label)).toEqual([
    "Red",
    "Сив",
  ]);
  expect(objects.person.related[car.plural]).toMatchObject({ object: car.name });
  const totals = await made("GET", `${list}/totals?group=x_colour&sum=x_price`);
  expect(totals.data).toMatchObject([{ group: "red", count: 1, sums: { x_price: { EUR: "12000.50" } } }]);
  const owners = { related: car.plural, some: { field: "x_colour", op: "is", value: "red" } };
  expect((await made("GET", `/api/people?${filtered(owners)}`)).data).toMatchObject([{ id: person.id }]);
});

test("a field on a standard object is a real column; one on the party is one of people and companies", async () => {
  const size = await made("POST", "/api/objects/company/fields", {
    label: { en: "Fleet size" },
    kind: { type: "number" },
    indexed: true,
  });
  const rank = await made("POST", "/api/objects/party/fields", {
    label: { ru: "Ранг" },
    kind: { type: "choice", options: [{ label: "Gold" }] },
  });
  expect([size.name, rank.name]).toEqual(["x_fleet_size", "x_rang"]);
  const company = await made("POST", "/api/companies", { name: "Acme", x_fleet_size: 7, x_rang: "gold" });
  const person = await made("POST", "/api/people", {
    name: { given: "Ana", family: "Gold" },
    x_rang: "gold",
  });
  const both = await made(
    "GET",
    `/api/parties?${filtered({ field: "x_rang", op: "is", value: "gold" })}&sort=name`,
  );
  expect(both.data.map((one: { id: string }) => one.id)).toEqual([company.id, person.id]);
  expect((await ask("POST", "/api/people", { name: { given: "B" }, x_fleet_size: 1 })).body).toMatchObject({
    code: "field_unknown",
  });
  expect((await ask("POST", "/api/companies", { name: "B", x_rang: "silver" })).body).toMatchObject({
    code: "choice_unknown",
  });
});

test("a removed field is gone at once and comes back with its values", async () => {
  await made("POST", "/api/objects/product/fields", { label: { en: "Shelf" }, kind: { type: "text" } });
  const product = await made("POST", "/api/products", { name: "Lamp", x_shelf: "A7" });
  await made("DELETE", "/api/objects/product/fields/x_shelf");
  expect(await made("GET", `/api/products/${product.id}`)).not.toHaveProperty("x_shelf");
  const late = await ask("PATCH", `/api/products/${product.id}`, { x_shelf: "A8" });
  expect(late).toMatchObject({ status: 422, body: { code: "field_unknown", field: "x_shelf" } });
  const { data: objects } = await made("GET", "/api/objects");
  const removed = objects.find((one: { name: string }) => one.name === "product").fields.at(-1);
  expect(removed).toMatchObject({
    name: "x_shelf",
    removedAt: expect.any(String),
    keptUntil: expect.any(String),
  });
  await made("POST", "/api/objects/product/fields/x_shelf/restoration");
  expect(await made("GET", `/api/products/${product.id}`)).toMatchObject({ x_shelf: "A7" });
});

test("a removed object is not found, and its records and links come back with it", async () => {
  const boat = await made("POST", "/api/objects", { one: { en: "Boat" }, many: { en: "Boats" } });
  await made("POST", "/api/objects/deal/fields", {
    label: { en: "Boat" },
    kind: { type: "link", to: boat.name },
  });
  const record = await made("POST", `/api/${boat.plural}`, { name: "Albatros" });
  await made("DELETE", `/api/objects/${boat.name}`);
  expect((await ask("GET", `/api/${boat.plural}`)).status).toBe(404);
  expect((await made("GET", "/api/metadata")).objects.deal.fields).not.toHaveProperty("x_boat");
  await made("POST", `/api/objects/${boat.name}/restoration`);
  expect(await made("GET", `/api/${boat.plural}/${record.id}`)).toMatchObject({ name: "Albatros" });
  expect((await made("GET", "/api/metadata")).objects.deal.fields).toHaveProperty("x_boat");
});

test("a type is changed with a preview of what will not convert, and what it was is kept", async () => {
  await made("POST", "/api/objects/product/fields", { label: { en: "Weight" }, kind: { type: "text" } });
  for (const weight of ["12", "1 234,5", "heavy", null])
    await made("POST", "/api/products", { name: `Of ${weight}`, x_weight: weight });
  const path = "/api/objects/product/fields/x_weight";
  const kind = { type: "decimal", scale: 2 };
  expect(await made("POST", `${path}/conversion-preview`, { kind })).toMatchObject({
    filled: 3,
    lost: 1,
    lostExamples: [{ from: "heavy", title: "Of heavy" }],
  });
  const { field } = await made("POST", `${path}/conversion`, { kind, version: 1 });
  expect(field).toMatchObject({ field: { type: "decimal" }, version: 2 });
  const sorted = await made("GET", "/api/products?sort=-x_weight&fields=x_weight&limit=2");
  expect(sorted.data.map((one: { x_weight: string }) => Number(one.x_weight))).toEqual([1234.5, 12]);
  const { data: objects } = await made("GET", "/api/objects");
  const kept = objects
    .find((one: { name: string }) => one.name === "product")
    .fields.find(
      (one: { removedAt: string | null; name: string }) => one.removedAt && one.name.startsWith("x_weight"),
    );
  const back = await made("POST", `/api/objects/product/fields/${kept.name}/restoration`);
  const heavy = await made("GET", `/api/products?search=heavy&fields=${back.name}`);
  expect(heavy.data[0][back.name]).toBe("heavy");
});

test("uniqueness, requirement, default, condition and order are kept by the engine", async () => {
  const field = (label: string, more: object) =>
    made("POST", "/api/objects/product/fields", { label: { en: label }, ...more });
  await field("Serial", { kind: { type: "text" }, unique: true });
  await field("Kind", { kind: { type: "choice", options: [{ label: "Book" }, { label: "Disc" }] } });
  await made("PATCH", "/api/objects/product/fields/x_kind", { default: "book", version: 1 });
  await field("Pages", {
    kind: { type: "number" },
    requiredWhen: { field: "x_kind", op: "is", value: "book" },
  });
  await field("Closed", { kind: { type: "boolean" } });
  await field("Seal", { kind: { type: "text" }, readOnlyWhen: { field: "x_closed", op: "is", value: true } });
  const missing = await ask("POST", "/api/products", { name: "Novel", x_serial: "S1" });
  expect(missing.body).toMatchObject({ code: "field_required", field: "x_pages" });
  const novel = await made("POST", "/api/products", {
    name: "Novel",
    x_serial: "S1",
    x_pages: 300,
    x_closed: true,
  });
  expect(novel.x_kind).toBe("book");
  expect(
    (await ask("POST", "/api/products", { name: "Copy", x_serial: "S1", x_kind: "disc" })).body,
  ).toMatchObject({ code: "value_taken", field: "x_serial" });
  expect((await ask("PATCH", `/api/products/${novel.id}`, { x_seal: "broken" })).body).toMatchObject({
    code: "field_read_only",
    field: "x_seal",
  });
  await made("PUT", "/api/objects/product/field-order", { fields: ["x_pages", "name"] });
  const { objects } = await made("GET", "/api/metadata");
  expect(Object.keys(objects.product.fields).slice(0, 2)).toEqual(["x_pages", "name"]);
});

test("names that are words of SQL, of other scripts, or far too long become names that work", async () => {
  const labels = [
    "select",
    "user; drop table users;--",
    "Ценен клиент",
    "🎉",
    "x".repeat(100),
    "constructor",
    "name",
    "name",
  ];
  for (const label of labels) {
    const { name } = await made("POST", "/api/objects/task/fields", {
      label: { en: label },
      kind: { type: "address" },
    });
    expect(name).toMatch(/^x_[a-z0-9_]{1,40}$/);
    const task = await made("POST", "/api/tasks", { subject: "Try", [name]: { city: "Sofia" } });
    expect(task[name]).toMatchObject({ city: "Sofia" });
  }
});

test("two administrators who change one field do not overwrite each other, and twenty at once all get their field", async () => {
  const { version } = await made("POST", "/api/objects/task/fields", {
    label: { en: "Room" },
    kind: { type: "text" },
  });
  const path = "/api/objects/task/fields/x_room";
  const rename = (label: string) => ask("PATCH", path, { label: { en: label }, version });
  const answers = await Promise.all([rename("Hall"), rename("Desk")]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  const many = await Promise.all(
    Array.from({ length: 20 }, () =>
      ask("POST", "/api/objects/team/fields", { label: { en: "Floor" }, kind: { type: "number" } }),
    ),
  );
  expect(new Set(many.map((answer) => answer.body.name)).size).toBe(20);
});

test("who may not manage objects is refused, and a role without a grant sees nothing of a new one", async () => {
  const reader = await house.key({
    objects: { deal: { ...noGrant, read: "all" } },
    permissions: [],
  });
  expect((await ask("GET", "/api/objects", undefined, reader)).status).toBe(403);
  expect(
    (await ask("POST", "/api/objects", { one: { en: "Spy" }, many: { en: "Spies" } }, reader)).status,
  ).toBe(403);
  const secret = await made("POST", "/api/objects", { one: { en: "Secret" }, many: { en: "Secrets" } });
  await made("POST", `/api/${secret.plural}`, { name: "Hidden" });
  expect((await ask("GET", `/api/${secret.plural}`, undefined, reader)).status).toBe(404);
  expect(JSON.stringify((await ask("GET", "/api/metadata", undefined, reader)).body)).not.toContain(
    secret.name,
  );
});

test("a layout is saved for everybody and for a team, and the page gets the nearest", async () => {
  const definition = { sections: [{ key: "main", title: { en: "Main" }, fields: ["name", "amount"] }] };
  const saved = await made("PUT", "/api/objects/deal/layouts", { team: null, version: 0, definition });
  expect(saved).toMatchObject({ team: null, version: 1 });
  expect((await ask("PUT", "/api/objects/deal/layouts", { team: null, version: 0, definition })).status).toBe(
    409,
  );
  const odd = { sections: [{ key: "main", title: { en: "Main" }, fields: ["unicorn"] }] };
  expect(
    (await ask("PUT", "/api/objects/deal/layouts", { team: null, version: 1, definition: odd })).body.code,
  ).toBe("field_unknown");
  expect((await made("GET", "/api/metadata")).objects.deal.layout).toMatchObject(definition);
  await made("DELETE", "/api/objects/deal/layouts");
  expect((await made("GET", "/api/metadata")).objects.deal).not.toHaveProperty("layout");
});

test("a formula and a roll-up are reckoned over fields of one's own, filtered and sorted by, and keep what they use", async () => {
  const machine = await made("POST", "/api/objects", {
    one: { en: "Machine" },
    many: { en: "Machines" },
    numbered: { prefix: "M-", digits: 4 },
  });
  const path = `/api/objects/${machine.name}/fields`;
  await made("POST", path, { label: { en: "Hours" }, kind: { type: "number" } });
  await made("POST", path, { label: { en: "Buyer" }, kind: { type: "link", to: "company" } });
  const tried = await made("POST", `/api/objects/${machine.name}/formula-check`, {
    expression: "x_hours * 2 + 1",
  });
  expect(tried).toMatchObject({ result: "number", examples: [] });
  const wrong = await ask("POST", path, {
    label: { en: "Odd" },
    kind: { type: "formula", expression: "x_hours + unicorn" },
  });
  expect(wrong).toMatchObject({ status: 422, body: { code: "formula_field_unknown" } });
  await made("POST", path, {
    label: { en: "Wear" },
    kind: { type: "formula", expression: "x_hours * 2 + 1" },
  });
  await made("POST", "/api/objects/company/fields", {
    label: { en: "Total hours" },
    kind: { type: "rollup", related: machine.plural, aggregate: "sum", field: "x_hours" },
  });
  const company = await made("POST", "/api/companies", { name: "Turners" });
  for (const hours of [10, 30, 20])
    await made("POST", `/api/${machine.plural}`, { x_hours: hours, x_buyer: company.id });
  const page = await made(
    "GET",
    `/api/${machine.plural}?sort=-x_wear&${filtered({ field: "x_wear", op: "gt", value: 30 })}`,
  );
  expect(page.data.map((one: { x_wear: string; name: string }) => [one.name, Number(one.x_wear)])).toEqual([
    ["M-0002", 61],
    ["M-0003", 41],
  ]);
  const busy = { field: "x_total_hours", op: "gte", value: 60 };
  expect((await made("GET", `/api/companies?${filtered(busy)}`)).data).toMatchObject([{ id: company.id }]);
  const refused = await ask("DELETE", `${path}/x_hours`);
  expect(refused).toMatchObject({ status: 409, body: { code: "field_in_use" } });
  expect(refused.body.detail).toMatch(/Wear|Total hours/);
  expect((await ask("PATCH", `/api/companies/${company.id}`, { x_total_hours: 1 })).body).toMatchObject({
    code: "field_read_only",
  });
});

test("what was removed is dropped for good after thirty days, and not before", async () => {
  await made("POST", "/api/objects/product/fields", { label: { en: "Old" }, kind: { type: "money" } });
  const gone = await made("POST", "/api/objects", { one: { en: "Gone" }, many: { en: "Gones" } });
  await made("DELETE", "/api/objects/product/fields/x_old");
  await made("DELETE", `/api/objects/${gone.name}`);
  const { database } = house.runtime;
  const there = async () => {
    const { rows } = await sql<{ name: string }>`select table_name || '.' || column_name as name
      from information_schema.columns where column_name like 'x_old%' or table_name = ${gone.name}`.execute(
      database,
    );
    return rows.length;
  };
  await purgeRemoved(house.runtime);
  expect(await there()).toBeGreaterThan(2);
  for (const table of ["field_definitions", "object_definitions"])
    await sql`update ${sql.table(table)} set removed_at = removed_at - interval '31 days' where removed_at is not null`.execute(
      database,
    );
  await purgeRemoved(house.runtime);
  expect(await there()).toBe(0);
  expect((await ask("POST", "/api/objects/product/fields/x_old/restoration")).status).toBe(404);
});

test("another process knows of a new field within a second, and of a dropped column at once", async () => {
  const { settings, database, catalogue } = house.runtime;
  const other = createRuntime({
    database,
    settings,
    catalogue: buildCatalogue(catalogue.declared.definitions, catalogue.declared.rules),
  });
  await other.freshenCatalogue();
  await made("POST", "/api/objects/team/fields", { label: { en: "Seen elsewhere" }, kind: { type: "text" } });
  expect(await other.reloadCatalogue()).toBe(true);
  expect(other.catalogue.object("team").fields).toHaveProperty("x_seen_elsewhere");
  expect(await other.reloadCatalogue()).toBe(false);
});

test("a file is imported into fields of one's own and exported under their titles", async () => {
  await made("POST", "/api/objects/task/fields", {
    label: { en: "Shelf life" },
    kind: { type: "number" },
  });
  await made("POST", "/api/tasks", { subject: "Milk", x_shelf_life: 7 });
  const answer = await house.ask({
    method: "GET",
    url: "/api/exports/tasks?fields=subject,x_shelf_life&search=milk",
    headers: administrator,
  });
  expect(answer.body).toContain("Shelf life");
  expect(answer.body).toMatch(/Milk,"?7/);
  const upload = await house.ask({
    method: "POST",
    url: "/api/imports?name=shelf.csv&object=task",
    headers: { ...administrator, "content-type": "application/octet-stream" },
    payload: Buffer.from("Subject,Shelf life\nCheese,60\n"),
  });
  const columns = JSON.stringify(upload.json());
  expect(columns).toContain("x_shelf_life");
});
