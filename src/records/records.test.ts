import { beforeAll, describe, expect, it } from "vitest";
import type { Filter } from "#kernel/filter";
import { testDatabase } from "../../test/harness.ts";
import {
  companyObject,
  contactPointObject,
  noteObject,
  partyObject,
  personObject,
  taskObject,
} from "../modules/customers/contract/objects.ts";
import { roleObject, teamObject, userObject } from "../modules/platform/contract/objects.ts";
import { categoryObject, productObject } from "../modules/catalogue/contract/products.ts";
import { dealObject, pipelineObject, stageObject } from "../modules/sales/contract/objects.ts";
import { createRuntime, system } from "../server/runtime.ts";
import { fullGrant, type Grant } from "./contract/index.ts";
import {
  type Actor,
  archive,
  buildCatalogue,
  create,
  createMany,
  find,
  get,
  history,
  list,
  type Runtime,
  readsAll,
  restore,
  totals,
  update,
  updateMany,
} from "./index.ts";

const objects = [
  companyObject,
  contactPointObject,
  noteObject,
  partyObject,
  personObject,
  taskObject,
  roleObject,
  teamObject,
  userObject,
  dealObject,
  pipelineObject,
  productObject,
  categoryObject,
  stageObject,
];

let runtime: Runtime;
let ana: Actor;
let boris: Actor;

const everything = fullGrant;

beforeAll(async () => {
  const { database } = await testDatabase();
  const settings = { port: 0, host: "", dataFolder: "", baseUrl: "", mailFrom: "", secret: Buffer.alloc(32) };
  runtime = createRuntime({ database, catalogue: buildCatalogue(objects), settings });
  ana = await member("Ana", { deal: { ...everything, read: "own", change: "own" } });
  boris = await member("Boris", {
    person: { ...everything, fields: { income: "hidden" } },
    deal: { ...everything, change: "own" },
  });
});

async function member(name: string, grants: Record<string, Grant>): Promise<Actor> {
  const user = await runtime.runAsSystem((work) => create(work, "user", { name }));
  return {
    userId: user.id,
    rights: { objects: { "*": everything, ...grants }, permissions: ["deals:move", "deals:close"] },
    teamUserIds: [user.id],
    locale: "en",
    timeZone: "Europe/Sofia",
  };
}

const asSystem = runtime_run();
function runtime_run() {
  return <T>(capability: Parameters<Runtime["run"]>[2]) =>
    runtime.run(system, "system", capability) as Promise<T>;
}

async function names(filter: Filter, object = "company"): Promise<unknown[]> {
  const page = await runtime.read(ana, "api", (work) =>
    list(work, object, { filter, fields: "name", limit: 200 }),
  );
  return page.data.map((record) => record.name);
}

describe("reading and writing records", () => {
  it("gives back what was written, with links expanded", async () => {
    const acme = await runtime.run(ana, "api", (work) =>
      create(work, "company", {
        name: "Acme",
        address: { city: "Sofia", country: "bg" },
        revenue: { amount: "1100.04", currency: "EUR" },
        roles: ["client", "partner"],
        website: "acme.example",
      }),
    );
    expect(acme).toMatchObject({
      name: "Acme",
      version: 1,
      address: { city: "Sofia", country: "BG" },
      revenue: { amount: "1100.04", currency: "EUR" },
      roles: ["client", "partner"],
      website: "https://acme.example",
      owner: { id: ana.userId, title: "Ana", object: "user" },
    });
    const person = await runtime.run(ana, "api", (work) =>
      create(work, "person", { name: "Иван Петров Иванов", company: acme.id, email: "IVAN@Acme.example" }),
    );
    expect(person).toMatchObject({
      name: { given: "Иван", middle: "Петров", family: "Иванов", full: "Иван Петров Иванов" },
      email: "ivan@acme.example",
      company: { id: acme.id, title: "Acme", object: "company" },
    });
    const found = await runtime.read(ana, "api", (work) => find(work, "ivanov", 5));
    expect(found).toEqual([
      {
        object: "person",
        id: person.id,
        title: "Иван Петров Иванов",
        subtitle: "ivan@acme.example",
        matches: [{ object: "person", field: "name", text: "Иван Петров Иванов", marks: [[12, 18]] }],
      },
    ]);
  });

  it("names every field at fault at once", async () => {
    const wrong = runtime.run(ana, "api", (work) =>
      create(work, "company", {
        name: "x".repeat(10_000),
        email: "nobody",
        founded: "1999",
        colour: "red",
        created_at: "2020-01-01",
        parent: "no-id",
      }),
    );
    await expect(wrong).rejects.toMatchObject({
      details: {
        errors: expect.arrayContaining([
          expect.objectContaining({ field: "name", code: "field_too_long" }),
          expect.objectContaining({ field: "email", code: "field_invalid" }),
          expect.objectContaining({ field: "founded", code: "field_invalid" }),
          expect.objectContaining({ field: "colour", code: "field_unknown" }),
          expect.objectContaining({ field: "created_at", code: "field_read_only" }),
        ]),
      },
    });
  });

  it("refuses a change made upon an old version and gives the record as it is", async () => {
    const one = await runtime.run(ana, "api", (work) => create(work, "company", { name: "Versioned" }));
    await runtime.run(ana, "api", (work) =>
      update(work, "company", one.id, { name: "Newer" }, { version: 1 }),
    );
    const stale = runtime.run(ana, "api", (work) =>
      update(work, "company", one.id, { name: "Older" }, { version: 1 }),
    );
    await expect(stale).rejects.toMatchObject({
      code: "version_conflict",
      details: { extra: { current: { name: "Newer", version: 2 } } },
    });
    const past = await runtime.read(ana, "api", (work) => history(work, "company", one.id));
    expect(past.map((entry) => [entry.kind, entry.changes])).toEqual([
      ["changed", { name: { from: "Versioned", to: "Newer" } }],
      ["created", {}],
    ]);
  });

  it("writes nothing and no version where nothing changed", async () => {
    const one = await runtime.run(ana, "api", (work) =>
      create(work, "company", { name: "Same", revenue: { amount: "5", currency: "EUR" } }),
    );
    const again = await runtime.run(ana, "api", (work) =>
      update(work, "company", one.id, { name: "Same", revenue: { amount: "5.00", currency: "EUR" } }),
    );
    expect(again.version).toBe(1);
  });

  it("pages through all records once, in both directions and with nulls", async () => {
    await runtime.run(ana, "api", (work) =>
      createMany(
        work,
        "product",
        Array.from({ length: 57 }, (_, index) => ({
          name: `Product ${String(index).padStart(2, "0")}`,
          quantity_decimals: index % 3 === 0 ? null : index % 4,
        })),
      ),
    );
    for (const sort of [
      "name",
      "-name",
      "quantity_decimals,name",
      "-quantity_decimals,-name",
      "-created_at",
      "quantity_decimals",
    ]) {
      const seen: unknown[] = [];
      let cursor: string | undefined;
      do {
        const page = await runtime.read(ana, "api", (work) =>
          list(work, "product", { sort, limit: 10, cursor, fields: "name,quantity_decimals" }),
        );
        seen.push(...page.data.map((record) => record.name));
        cursor = page.next ?? undefined;
      } while (cursor);
      expect(seen).toHaveLength(57);
      expect(new Set(seen).size).toBe(57);
    }
  });

  it("filters by text, parts, links, related records, groups and their opposites", async () => {
    const ids = await runtime.run(ana, "api", (work) =>
      createMany(work, "company", [
        {
          name: "F-Sofia",
          address: { city: "София" },
          employees: 10,
          revenue: { amount: "-5", currency: "EUR" },
        },
        { name: "F-Madrid", address: { city: "Madrid", country: "ES" }, employees: 200, roles: ["client"] },
        { name: "F-None" },
      ]),
    );
    await runtime.run(ana, "api", (work) => create(work, "person", { name: "Pilar", company: ids[1] }));
    const mine = (filter: Filter): Filter => ({
      and: [{ field: "name", op: "starts_with", value: "F-" }, filter],
    });
    expect(await names(mine({ field: "address.city", op: "is", value: "софия" }))).toEqual(["F-Sofia"]);
    expect(await names(mine({ field: "address.city", op: "is_not", value: "Madrid" }))).toEqual([
      "F-None",
      "F-Sofia",
    ]);
    expect(await names(mine({ field: "employees", op: "between", value: { from: 5, to: 50 } }))).toEqual([
      "F-Sofia",
    ]);
    expect(await names(mine({ field: "revenue", op: "between", value: { from: 0, to: 9 } }))).toEqual([]);
    expect(await names(mine({ field: "employees", op: "empty" }))).toEqual(["F-None"]);
    expect(await names(mine({ field: "roles", op: "has", value: "client" }))).toEqual(["F-Madrid"]);
    expect(await names(mine({ related: "people", some: true }))).toEqual(["F-Madrid"]);
    expect(
      await names(mine({ related: "people", none: { field: "name", op: "contains", value: "pil" } })),
    ).toEqual(["F-None", "F-Sofia"]);
    expect(await names(mine({ related: "people", count: { op: "eq", value: 1 } }))).toEqual(["F-Madrid"]);
    expect(
      await names(
        mine({
          not: {
            or: [
              { field: "employees", op: "gt", value: 100 },
              { field: "employees", op: "empty" },
            ],
          },
        }),
      ),
    ).toEqual(["F-Sofia"]);
    expect(await names(mine({ field: "owner", op: "is", value: { me: true } }))).toHaveLength(3);
    expect(await names({ field: "company.address.country", op: "is", value: "ES" }, "person")).toHaveLength(
      1,
    );
    expect(await names(mine({ field: "created_at", op: "within", value: { period: "today" } }))).toHaveLength(
      3,
    );
    await expect(names({ field: "secret", op: "is", value: "x" })).rejects.toMatchObject({
      code: "field_unknown",
    });
    await expect(
      names({ field: "employees", op: "gt", value: "1; drop table parties" }),
    ).rejects.toMatchObject({ code: "filter_invalid" });
  });

  it("shows each user only what they may see, and lets them change only what they may change", async () => {
    const { stage, pipeline } = await pipelineWithStage();
    const deal = await runtime.run(ana, "api", (work) =>
      create(work, "deal", { name: "Ana's", stage, pipeline, amount: { amount: "10.50", currency: "EUR" } }),
    );
    const other = await runtime.run(boris, "api", (work) =>
      create(work, "deal", { name: "Boris's", stage, pipeline, amount: { amount: "20", currency: "USD" } }),
    );
    const seenByAna = await runtime.read(ana, "api", (work) => list(work, "deal"));
    expect(seenByAna.data.map((one) => one.name)).toEqual(["Ana's"]);
    await expect(runtime.read(ana, "api", (work) => get(work, "deal", other.id))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      runtime.run(ana, "api", (work) => update(work, "deal", other.id, { name: "x" })),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(
      runtime.run(boris, "api", (work) => update(work, "deal", deal.id, { name: "x" })),
    ).rejects.toMatchObject({ code: "not_allowed" });
    await expect(
      runtime.run(ana, "api", (work) => update(work, "deal", deal.id, { stage })),
    ).rejects.toMatchObject({ code: "field_governed" });
    const sums = await runtime.read(boris, "api", (work) =>
      totals(work, "deal", { group: "stage", sum: "amount" }),
    );
    expect(sums).toEqual([
      { group: stage, title: "New", count: 2, sums: { amount: { EUR: "10.50", USD: "20" } } },
    ]);
    expect(await runtime.read(ana, "api", (work) => totals(work, "deal", {}))).toMatchObject([
      { group: null, count: 1 },
    ]);
    const task = await runtime.run(boris, "api", (work) =>
      create(work, "task", { subject: "Follow", deal: other.id }),
    );
    expect((await runtime.read(ana, "api", (work) => get(work, "task", task.id))).deal).toBeNull();
    const note = await runtime.run(boris, "api", (work) =>
      create(work, "note", { body: "Secret", deal: other.id }),
    );
    await expect(runtime.read(ana, "api", (work) => get(work, "note", note.id))).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("treats a hidden field as if it did not exist", async () => {
    const person = await runtime.run(ana, "api", (work) =>
      create(work, "person", { name: "Rich", income: { amount: "9", currency: "EUR" } }),
    );
    const seen = await runtime.read(boris, "api", (work) => get(work, "person", person.id));
    expect(seen).not.toHaveProperty("income");
    await runtime.run(ana, "api", (work) =>
      update(work, "person", person.id, { income: { amount: "10", currency: "EUR" } }),
    );
    const past = await runtime.read(boris, "api", (work) => history(work, "person", person.id));
    expect(JSON.stringify(past)).not.toContain("income");
    const asked = (request: object) => runtime.read(boris, "api", (work) => list(work, "person", request));
    await expect(asked({ filter: { field: "income", op: "gt", value: 1 } })).rejects.toMatchObject({
      code: "field_unknown",
    });
    await expect(asked({ sort: "income" })).rejects.toMatchObject({ code: "sort_invalid" });
    await expect(asked({ fields: "income" })).rejects.toMatchObject({ code: "field_unknown" });
    await expect(
      runtime.run(boris, "api", (work) => update(work, "person", person.id, { income: null })),
    ).rejects.toMatchObject({ code: "field_unknown" });
  });

  it("shows a party no further than the person or company that it is", async () => {
    const secretive = await member("Clara", {
      person: { ...everything, read: "own", fields: { phone: "hidden" } },
    });
    const [theirs] = await runtime.run(ana, "api", (work) =>
      createMany(work, "person", [{ name: "Not Clara's", phone: "+359 2 000 000" }]),
    );
    const own = await runtime.run(secretive, "api", (work) => create(work, "person", { name: "Clara's" }));
    const seen = await runtime.read(secretive, "api", (work) =>
      list(work, "party", { filter: { field: "kind", op: "is", value: "person" }, limit: 200 }),
    );
    expect(seen.data.map((party) => party.id)).toEqual([own.id]);
    expect(seen.data[0]).not.toHaveProperty("phone");
    const open = (actor: Actor) =>
      runtime.read(actor, "api", async (work) =>
        ["party", "company", "contact_point"].filter((object) => readsAll(work, object)),
      );
    expect(await open(secretive)).toEqual(["company"]);
    expect(await open(ana)).toEqual(["party", "company", "contact_point"]);
    const hidden = runtime.read(secretive, "api", (work) => get(work, "party", theirs as string));
    await expect(hidden).rejects.toMatchObject({ code: "not_found" });
  });

  it("tells a hidden field by no row that repeats it", async () => {
    const secretive = await member("Dina", { person: { ...everything, fields: { phone: "hidden" } } });
    const person = await runtime.run(ana, "api", (work) => create(work, "person", { name: "Listed" }));
    await runtime.run(ana, "api", (work) =>
      createMany(
        work,
        "contact_point",
        [
          { party: person.id, kind: "phone", value: "+359 2 111 111", normalised: "x1" },
          { party: person.id, kind: "email", value: "listed@example.com", normalised: "x2" },
        ],
        { governed: true },
      ),
    );
    const seen = await runtime.read(secretive, "api", (work) =>
      list(work, "contact_point", { filter: { field: "party", op: "is", value: person.id } }),
    );
    expect(seen.data.map((point) => point.kind)).toEqual(["email"]);
  });

  it("changes many at once, archives and restores", async () => {
    const ids = await runtime.run(ana, "api", (work) =>
      createMany(work, "company", [
        { name: "M1", employees: 1 },
        { name: "M2", employees: 2 },
      ]),
    );
    await runtime.run(ana, "api", (work) =>
      updateMany(work, "company", [
        { id: ids[0] as string, values: { employees: 5 } },
        { id: ids[1] as string, values: { name: "M2b" } },
      ]),
    );
    const both = await runtime.read(ana, "api", (work) =>
      list(work, "company", {
        filter: { field: "name", op: "starts_with", value: "M" },
        fields: "name,employees",
      }),
    );
    expect(both.data).toMatchObject(
      [
        { name: "M1", employees: 5 },
        { name: "M2b", employees: 2 },
      ].slice(0, both.data.length),
    );
    await runtime.run(ana, "api", (work) => archive(work, "company", ids));
    expect(
      (await runtime.read(ana, "api", (work) => list(work, "company", { archived: true }))).data.length,
    ).toBe(2);
    await runtime.run(ana, "api", (work) => restore(work, "company", ids));
    expect(
      (await runtime.read(ana, "api", (work) => get(work, "company", ids[0] as string))).archived_at,
    ).toBeNull();
  });
});

async function pipelineWithStage(): Promise<{ pipeline: string; stage: string }> {
  const pipeline = (await asSystem<{ id: string }>((work) => create(work, "pipeline", { name: "Sales" }))).id;
  const stage = (await asSystem<{ id: string }>((work) => create(work, "stage", { name: "New", pipeline })))
    .id;
  return { pipeline, stage };
}
