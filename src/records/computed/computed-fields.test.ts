import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import type { Filter } from "#kernel/filter";
import { testDatabase } from "../../../test/harness.ts";
import { roleObject, teamObject, userObject } from "../../modules/platform/contract/objects.ts";
import { createRuntime } from "../../server/runtime.ts";
import {
  boolean,
  date,
  dateTime,
  defineObject,
  formula,
  type Grant,
  link,
  links,
  longText,
  money,
  number,
  percent,
  rollup,
  text,
} from "../contract/index.ts";
import {
  type Actor,
  buildCatalogue,
  create,
  createMany,
  get,
  history,
  list,
  type Runtime,
  totals,
  update,
} from "../index.ts";
import { describe as describeObjects } from "../reading/describing.ts";
import { readShape, writtenShape } from "../routes/record-shapes.ts";

const clientObject = defineObject({
  name: "client",
  plural: "clients",
  table: "clients",
  module: "test",
  title: "name",
  icon: "building",
  owned: true,
  columns: ["name"],
  sort: "name",
  fields: {
    name: text({ required: true }),
    staff: number(),
    margin: number(),
    x_projects: rollup({ related: "projects", aggregate: "count" }),
    x_open: rollup({
      related: "projects",
      aggregate: "count",
      filter: { field: "done", op: "is_not", value: true },
    }),
    x_budget: rollup({ related: "projects", aggregate: "sum", field: "budget" }),
    x_hours: rollup({ related: "projects", aggregate: "avg", field: "hours" }),
    x_first: rollup({ related: "projects", aggregate: "min", field: "starts_on", result: "date" }),
    x_last: rollup({ related: "projects", aggregate: "max", field: "begun_at", result: "date_time" }),
    x_rates: rollup({ related: "projects", aggregate: "max", field: "x_rate" }),
    x_size: formula({ expression: 'switch(x_projects, 0, "none", 1, "one", "many")', result: "text" }),
    x_owner: formula({ expression: "owner.name", result: "text" }),
  },
});

const projectObject = defineObject({
  name: "project",
  plural: "projects",
  table: "projects",
  module: "test",
  title: "x_title",
  icon: "hammer",
  owned: true,
  columns: ["name"],
  sort: "name",
  fields: {
    name: text({ required: true }),
    client: link("client", { back: "projects" }),
    partners: links("client", { through: "project_partners", from: "project_id", toColumn: "client_id" }),
    budget: money(),
    hours: number(),
    share: percent(),
    starts_on: date(),
    begun_at: dateTime(),
    done: boolean(),
    notes: longText(),
    x_title: formula({ expression: 'name & coalesce(" (" & client.name & ")", "")', result: "text" }),
    x_rate: formula({ expression: "round(budget / hours, 2)", result: "number" }),
    x_twice: formula({ expression: "x_rate * 2", result: "number" }),
    x_late: formula({ expression: "starts_on < today() and not done", result: "boolean" }),
    x_ends: formula({ expression: "add_days(starts_on, hours / 8)", result: "date" }),
    x_seen: formula({ expression: "coalesce(begun_at, now())", result: "date_time" }),
    x_margin: formula({ expression: "client.margin", result: "number" }),
    x_client_budget: formula({ expression: "client.x_budget", result: "number" }),
    x_partners: rollup({ related: "partners", aggregate: "count" }),
    x_partner_staff: rollup({ related: "partners", aggregate: "sum", field: "staff" }),
    x_gone: formula({ expression: "budget + was_removed", result: "number" }),
    x_ring: formula({ expression: "x_other_ring + 1", result: "number" }),
    x_other_ring: formula({ expression: "x_ring + 1", result: "number" }),
  },
});

let runtime: Runtime;
let ana: Actor;
let boris: Actor;
const ids: Record<string, string> = {};

const everything: Grant = {
  read: "all",
  change: "all",
  delete: "all",
  create: true,
  export: true,
  bulk: true,
};

beforeAll(async () => {
  const { database } = await testDatabase();
  const standard = sql`id uuid primary key, owner_id uuid, created_at timestamptz, created_by uuid, updated_at timestamptz,
    updated_by uuid, version integer not null default 1, archived_at timestamptz`;
  await sql`create table clients (${standard}, name text, staff integer, margin integer)`.execute(database);
  await sql`create table projects (${standard}, name text, client_id uuid, budget numeric, budget_currency text, hours integer,
    share numeric, starts_on date, begun_at timestamptz, done boolean, notes text)`.execute(database);
  await sql`create table project_partners (project_id uuid, client_id uuid)`.execute(database);
  const settings = { port: 0, host: "", dataFolder: "", baseUrl: "", mailFrom: "", secret: Buffer.alloc(32) };
  const catalogue = buildCatalogue([clientObject, projectObject, userObject, teamObject, roleObject]);
  runtime = createRuntime({ database, catalogue, settings });
  ana = await member("Ana", {});
  boris = await member("Boris", { client: { ...everything, read: "own", fields: { margin: "hidden" } } });
  await runtime.run(ana, "api", async (work) => {
    const [acme, rila] = await createMany(work, "client", [
      { name: "Acme", staff: 10, margin: 7 },
      { name: "Рила", staff: null, owner: boris.userId },
      { name: "Empty" },
    ]);
    Object.assign(ids, { acme, rila });
    const euro = (amount: string) => ({ amount, currency: "EUR" });
    await createMany(work, "project", [
      {
        name: "A",
        client: acme,
        budget: euro("1000"),
        hours: 16,
        starts_on: "2020-01-31",
        done: false,
        partners: [acme, rila],
      },
      {
        name: "B",
        client: acme,
        budget: euro("10.55"),
        hours: 0,
        starts_on: "2019-05-01",
        done: true,
        begun_at: "2020-01-01T10:00:00Z",
      },
      {
        name: "C",
        client: rila,
        budget: euro("300"),
        hours: 7,
        begun_at: "2021-06-01T10:00:00Z",
        partners: [rila],
      },
      { name: "D", budget: { amount: "5", currency: "USD" }, hours: 2, starts_on: "2999-01-01" },
      { name: "E" },
    ]);
  });
});

async function member(name: string, grants: Record<string, Grant>): Promise<Actor> {
  const user = await runtime.runAsSystem((work) => create(work, "user", { name }));
  return {
    userId: user.id,
    rights: { objects: { "*": everything, ...grants }, permissions: [] },
    teamUserIds: [user.id],
    locale: "en",
    timeZone: "Europe/Sofia",
  };
}

async function column(object: string, field: string, actor = ana): Promise<unknown[]> {
  const page = await runtime.read(actor, "api", (work) => list(work, object, { fields: `name,${field}` }));
  return page.data.map((record) => record[field]);
}

async function found(filter: Filter, object = "project", actor = ana): Promise<string> {
  const page = await runtime.read(actor, "api", (work) => list(work, object, { filter, fields: "name" }));
  return page.data.map((record) => record.name).join();
}

describe("what is computed is read like any field", () => {
  it("gives formulas over the record, its links and other computed fields", async () => {
    expect(await column("project", "x_rate")).toEqual(["62.5", null, "42.86", "2.5", null]);
    expect(await column("project", "x_twice")).toEqual(["125", null, "85.72", "5", null]);
    expect(await column("project", "x_late")).toEqual([true, false, null, false, null]);
    expect(await column("project", "x_ends")).toEqual(["2020-02-02", "2019-05-01", null, "2999-01-01", null]);
    expect((await column("project", "x_seen"))[1]).toBe("2020-01-01T10:00:00.000Z");
    expect(await column("project", "x_client_budget")).toEqual(["1010.55", "1010.55", "300", null, null]);
  });

  it("gives roll-ups over related records in use, and over many-to-many", async () => {
    expect(await column("client", "x_projects")).toEqual([2, 0, 1]);
    expect(await column("client", "x_open")).toEqual([1, 0, 1]);
    expect(await column("client", "x_budget")).toEqual(["1010.55", "0", "300"]);
    expect(await column("client", "x_hours")).toEqual(["8", null, "7"]);
    expect(await column("client", "x_first")).toEqual(["2019-05-01", null, null]);
    expect(await column("client", "x_last")).toEqual([
      "2020-01-01T10:00:00.000Z",
      null,
      "2021-06-01T10:00:00.000Z",
    ]);
    expect(await column("client", "x_rates")).toEqual(["62.5", null, "42.86"]);
    expect(await column("client", "x_size")).toEqual(["many", "none", "one"]);
    expect(await column("project", "x_partners")).toEqual([2, 0, 1, 0, 0]);
    expect(await column("project", "x_partner_staff")).toEqual(["10", "0", "0", "0", "0"]);
  });

  it("adds no amounts of different currencies", async () => {
    await runtime.run(ana, "api", async (work) => {
      const client = await create(work, "client", { name: "Zwei", margin: 1 });
      const two = await createMany(work, "project", [
        { name: "Z1", client: client.id, budget: { amount: "1", currency: "EUR" } },
        { name: "Z2", client: client.id, budget: { amount: "1", currency: "USD" } },
      ]);
      expect(await get(work, "client", client.id)).toMatchObject({ x_budget: null, x_projects: 2 });
      await sql`delete from projects where id = any(${two}::uuid[])`.execute(work.db);
      await sql`delete from clients where id = ${client.id}`.execute(work.db);
    });
  });

  it("is the title of a record and stands behind a link", async () => {
    const page = await runtime.read(ana, "api", (work) =>
      list(work, "project", { fields: "x_title,client.x_budget,client.x_size" }),
    );
    expect(page.data[0]).toMatchObject({
      x_title: "A (Acme)",
      client: { x_budget: "1010.55", x_size: "many" },
    });
    const one = await runtime.read(ana, "api", (work) => get(work, "client", ids.acme as string));
    expect(one).toMatchObject({ x_projects: 2, x_owner: "Ana" });
  });

  it("is no more than empty where what it names is gone or goes in a circle", async () => {
    for (const field of ["x_gone", "x_ring", "x_other_ring"])
      expect(await column("project", field)).toEqual([null, null, null, null, null]);
    expect(await found({ field: "x_ring", op: "gt", value: 1 })).toBe("");
  });
});

describe("lists", () => {
  it("are filtered by it, by the operators of its result", async () => {
    expect(await found({ field: "x_rate", op: "gt", value: "42" })).toBe("A,C");
    expect(await found({ field: "x_rate", op: "empty" })).toBe("B,E");
    expect(await found({ field: "x_title", op: "contains", value: "acme" })).toBe("A,B");
    expect(await found({ field: "x_late", op: "is", value: true })).toBe("A");
    expect(await found({ field: "x_ends", op: "before", value: "2020-01-01" })).toBe("B");
    expect(await found({ field: "client.x_projects", op: "eq", value: 2 })).toBe("A,B");
    expect(
      await found({ related: "projects", some: { field: "x_twice", op: "gte", value: 100 } }, "client"),
    ).toBe("Acme");
    expect(await found({ related: "partners", some: { field: "staff", op: "gt", value: 5 } })).toBe("A");
    await expect(found({ field: "x_rate", op: "contains", value: "1" })).rejects.toMatchObject({
      code: "filter_invalid",
    });
  });

  it("are sorted by it and walked through page by page", async () => {
    for (const sort of [
      "x_rate",
      "-x_rate",
      "x_title",
      "-x_late,x_ends",
      "x_seen",
      "-x_partners",
      "client.x_budget,-x_twice",
    ]) {
      const whole = await runtime.read(ana, "api", (work) => list(work, "project", { sort, fields: "name" }));
      const met: unknown[] = [];
      let cursor: string | undefined;
      do {
        const page = await runtime.read(ana, "api", (work) =>
          list(work, "project", { sort, cursor, limit: 2, fields: "name" }),
        );
        met.push(...page.data.map((record) => record.name));
        cursor = page.next ?? undefined;
      } while (cursor);
      expect(met).toEqual(whole.data.map((record) => record.name));
    }
    const sorted = await runtime.read(ana, "api", (work) =>
      list(work, "project", { sort: "-x_rate", fields: "name" }),
    );
    expect(sorted.data.map((record) => record.name).join("")).toMatch(/^ACD/);
  });

  it("go on after a long text, by its beginning", async () => {
    await runtime.run(ana, "api", async (work) => {
      const long = "Ж".repeat(5000);
      const names = [`${long}1`, `${long}2`, `${long}3`];
      const made = await createMany(
        work,
        "project",
        names.map((notes) => ({ name: "Long", notes })),
      );
      await sql`update projects set name = repeat('Ж', 5000) where id = any(${made}::uuid[])`.execute(
        work.db,
      );
      const filter: Filter = { field: "x_title", op: "starts_with", value: "ЖЖ" };
      const page = await list(work, "project", { sort: "x_title", filter, limit: 2 });
      expect((page.next ?? "").length).toBeLessThan(2000);
      const rest = await list(work, "project", {
        sort: "x_title",
        filter,
        limit: 2,
        cursor: page.next ?? "",
      });
      expect(rest.data).toHaveLength(1);
      await sql`delete from projects where id = any(${made}::uuid[])`.execute(work.db);
    });
  });

  it("are summed and grouped by it", async () => {
    const sums = await runtime.read(ana, "api", (work) =>
      totals(work, "project", { sum: "x_rate,x_partners", group: "x_late" }),
    );
    expect(sums).toEqual(
      expect.arrayContaining([
        { group: "true", count: 1, sums: { x_rate: "62.5", x_partners: "2" } },
        expect.objectContaining({ group: "false", sums: expect.objectContaining({ x_rate: "45.36" }) }),
      ]),
    );
    const months = await runtime.read(ana, "api", (work) =>
      totals(work, "project", { group: "x_ends:year" }),
    );
    expect(months.map(({ group }) => group).sort()).toEqual(["2019-01-01", "2020-01-01", "2999-01-01", null]);
  });
});

it("is described by its result, and by what it stands on", async () => {
  const metadata = await runtime.read(ana, "api", (work) => describeObjects(work));
  const { client, project } = metadata.objects;
  expect(project?.fields.x_rate).toMatchObject({ type: "formula", result: "number", readOnly: true });
  expect(project?.reckonedFrom?.toSorted()).toEqual(["client", "project"]);
  expect(client?.reckonedFrom?.toSorted()).toEqual(["project", "user"]);
  expect(metadata.objects.team).not.toHaveProperty("reckonedFrom");
  // Nobody knows any more who may see what this was reckoned from.
  expect(project?.fields.x_gone).toMatchObject({ expression: "" });
});

it("stands in the contract of the API as its result, and in no body", async () => {
  const object = runtime.catalogue.object("project");
  const page = await runtime.read(ana, "api", (work) => list(work, "project"));
  expect(page.data.map((record) => readShape(object).safeParse(record).success)).toEqual(
    page.data.map(() => true),
  );
  for (const wrong of [{ x_rate: 1 }, { x_partners: "1" }, { x_ends: "soon" }, { x_late: 1 }])
    expect(readShape(object).safeParse({ ...page.data[0], ...wrong }).success).toBe(false);
  expect(writtenShape(object, "create").safeParse({ name: "W", hours: 1 }).success).toBe(true);
  expect(writtenShape(object, "create").safeParse({ name: "W", x_rate: "1" }).success).toBe(false);
});

describe("rights", () => {
  it("a formula over a hidden field does not exist, wherever it is named", async () => {
    const asked = (request: object) => runtime.read(boris, "api", (work) => list(work, "project", request));
    const page = await asked({});
    expect(Object.keys(page.data[0] ?? {})).not.toContain("x_margin");
    const unknown = { code: "field_unknown" };
    await expect(asked({ fields: "x_margin" })).rejects.toMatchObject(unknown);
    await expect(asked({ filter: { field: "x_margin", op: "gt", value: 1 } })).rejects.toMatchObject(unknown);
    await expect(asked({ sort: "x_margin" })).rejects.toMatchObject({ code: "sort_invalid" });
    const sums = runtime.read(boris, "api", (work) => totals(work, "project", { sum: "x_margin" }));
    await expect(sums).rejects.toMatchObject(unknown);
    const metadata = await runtime.read(boris, "api", (work) => describeObjects(work));
    expect(metadata.objects.project?.fields).not.toHaveProperty("x_margin");
    expect(metadata.objects.project?.fields).toHaveProperty("x_rate");
  });

  it("what stands behind a link that one may not see counts as nothing", async () => {
    expect(await column("project", "x_title", boris)).toEqual(["A", "B", "C (Рила)", "D", "E"]);
    expect(await column("project", "x_client_budget", boris)).toEqual([null, null, "300", null, null]);
    expect(await column("project", "x_partners", boris)).toEqual([1, 0, 1, 0, 0]);
    expect(await found({ field: "x_title", op: "contains", value: "acme" }, "project", boris)).toBe("");
  });

  it("a roll-up counts only what one may see, and is not there where one may see none", async () => {
    const own = await member("Vera", { project: { ...everything, read: "own" } });
    expect(await column("client", "x_projects", own)).toEqual([0, 0, 0]);
    const none = await member("Nora", { project: { ...everything, read: "none" } });
    await expect(column("client", "x_projects", none)).rejects.toMatchObject({ code: "field_unknown" });
    await expect(column("client", "x_size", none)).rejects.toMatchObject({ code: "field_unknown" });
  });
});

it("nobody writes what is computed, and history does not tell of it", async () => {
  const write = (values: Record<string, unknown>, governed = false) =>
    runtime.run(ana, "api", (work) => create(work, "project", { name: "W", ...values }, { governed }));
  for (const governed of [false, true])
    await expect(write({ x_rate: "1", x_partners: 2 }, governed)).rejects.toMatchObject({
      details: {
        errors: [
          { code: "field_read_only", field: "x_rate" },
          { code: "field_read_only", field: "x_partners" },
        ],
      },
    });
  await runtime.run(ana, "api", async (work) => {
    const { id } = await create(work, "project", { name: "W", hours: 3 });
    await expect(update(work, "project", id, { x_late: true })).rejects.toMatchObject({
      code: "field_read_only",
    });
    await update(work, "project", id, { hours: 4, budget: { amount: "8", currency: "EUR" } });
    const [entry] = await history(work, "project", id);
    expect(Object.keys(entry?.changes ?? {}).sort()).toEqual(["budget", "hours"]);
    expect(await get(work, "project", id)).toMatchObject({ x_rate: "2" });
    await sql`delete from projects where id = ${id}`.execute(work.db);
  });
});

it("no data whatever makes a list fail", async () => {
  await runtime.run(ana, "api", async (work) => {
    await sql`insert into projects (id, name, client_id, budget, budget_currency, hours, starts_on, begun_at, created_at, updated_at) values
      (uuid_v7(), '', ${ids.acme}, 'NaN', 'EUR', -2147483648, 'infinity', 'infinity', now(), now()),
      (uuid_v7(), null, ${ids.acme}, 1e300, 'EUR', 2147483647, '-infinity', '-infinity', now(), now()),
      (uuid_v7(), repeat('😀', 20000), ${ids.acme}, '-Infinity', null, 1, '5874897-12-31', '4713-01-01 BC', now(), now())`.execute(
      work.db,
    );
    for (const sort of ["x_rate", "-x_title", "x_ends", "-x_seen", "x_client_budget"])
      expect((await list(work, "project", { sort })).data).toHaveLength(8);
    expect((await list(work, "client", { sort: "-x_budget,x_rates" })).data).toHaveLength(3);
    await totals(work, "project", { sum: "x_rate,x_twice", group: "x_title" });
    await sql`delete from projects where name is null or name = '' or length(name) > 1000`.execute(work.db);
  });
});
