import fc from "fast-check";
import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { fullGrant, noGrant } from "../contract/index.ts";

let door: FrontDoor;
let headers: { authorization: string };

beforeAll(async () => {
  door = await openFrontDoor();
  headers = await door.key({ objects: { "*": fullGrant }, permissions: ["*"] });
});

type Operation = Readonly<Record<string, unknown>>;

function batch(operations: readonly Operation[], more: object = {}, by: object = {}) {
  const payload = { operations, ...more };
  return door.ask({ method: "POST", url: "/api/batch", payload, headers: { ...headers, ...by } });
}

async function count(text: string): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) from parties where name like ${text}`.execute(
    door.runtime.database,
  );
  return Number(rows[0]?.count);
}

function create(object: string, values: object): Operation {
  return { op: "create", object, values };
}

test("a thousand writes to several objects are answered in their order", async () => {
  const companies = Array.from({ length: 500 }, (_, index) =>
    create("company", { name: `Thousand ${index}` }),
  );
  const people = Array.from({ length: 500 }, (_, index) =>
    create("person", { name: `Ana Thousand${index}`, email: `t${index}@example.com` }),
  );
  const answer = await batch([...companies, ...people]);
  expect(answer.statusCode).toBe(200);
  const { results } = answer.json();
  expect(results).toHaveLength(1000);
  for (const { status, version } of results) expect([status, version]).toEqual([201, 1]);
  const last = await door.ask({ url: `/api/people/${results[999].id}`, headers });
  expect(last.json()).toMatchObject({ email: "t499@example.com", name: { family: "Thousand499" } });
  const { rows } = await sql<{
    count: string;
  }>`select count(*) from history where record_id = any(${results.map(
    ({ id }: { id: string }) => id,
  )}::uuid[])`.execute(door.runtime.database);
  expect(rows[0]?.count).toBe("1000");
});

test("each kind of write does what its own request does", async () => {
  const made = (
    await batch([create("company", { name: "Kinds" }), create("company", { name: "Others" })])
  ).json();
  const [one, two] = made.results.map(({ id }: { id: string }) => id);
  const { results } = (
    await batch([
      { op: "update", object: "company", id: one, version: 1, values: { industry: "finance" } },
      { op: "update", object: "company", id: one, version: 2, values: { employees: 5 } },
      { op: "archive", object: "company", id: two },
      { op: "restore", object: "company", id: two, version: 2 },
      { op: "upsert", object: "company", by: "tax_number", values: { tax_number: "B-1", name: "Upserted" } },
      { op: "upsert", object: "company", by: "tax_number", values: { tax_number: "B-1", employees: 9 } },
    ])
  ).json();
  expect(results.map(({ status, version }: Record<string, number>) => [status, version])).toEqual([
    [200, 2],
    [200, 3],
    [200, 2],
    [200, 3],
    [201, 1],
    [200, 2],
  ]);
  expect(results[5].id).toBe(results[4].id);
  const read = await door.ask({ url: `/api/companies/${results[4].id}`, headers });
  expect(read.json()).toMatchObject({ name: "Upserted", employees: 9 });
});

test("atomic: one at fault undoes all, and its problem says where it stands", async () => {
  const operations = [
    ...Array.from({ length: 70 }, (_, index) => create("company", { name: `Atomic ${index}` })),
    create("company", { name: "Atomic wrong", founded: "long ago" }),
    create("company", { name: "Atomic last" }),
  ];
  const answer = await batch(operations);
  expect(answer.statusCode).toBe(422);
  expect(answer.json()).toMatchObject({ code: "field_invalid", field: "founded", operation: 70 });
  expect(answer.json().detail).toContain("“Founded”");
  expect(await count("Atomic%")).toBe(0);
});

test("each for itself: what is at fault is told in its place, and all else is done, with its news", async () => {
  const wrong = new Set([3, 17, 18, 40]);
  const operations = Array.from({ length: 50 }, (_, index) =>
    create("company", { name: `Single ${index}`, ...(wrong.has(index) && { founded: "long ago" }) }),
  );
  const { results } = (await batch(operations, { atomic: false })).json();
  for (const [index, result] of results.entries()) {
    if (!wrong.has(index)) expect(result.status).toBe(201);
    else expect(result).toMatchObject({ status: 422, problem: { code: "field_invalid", field: "founded" } });
  }
  expect(await count("Single%")).toBe(46);
  const ids = results.flatMap(({ id }: { id?: string }) => id ?? []);
  const { rows } = await sql<{ told: string }>`
    select count(distinct record) as told from events, unnest(records) as record
    where name = 'records.created' and record = any(${ids}::uuid[])`.execute(door.runtime.database);
  expect(rows[0]?.told).toBe("46");
  const { rows: orphans } = await sql<{ count: string }>`
    select count(*) from events e where name = 'records.created' and object = 'company'
      and exists (select 1 from unnest(records) r where not exists (select 1 from parties where id = r))`.execute(
    door.runtime.database,
  );
  expect(orphans[0]?.count).toBe("0");
});

test("a stale version, a record that is gone and an object that is none are problems of their operation", async () => {
  const [{ id }] = (await batch([create("company", { name: "Stale" })])).json().results;
  const gone = "0198b1d2-3c4d-7e8f-9a0b-1c2d3e4f5a6b";
  const { results } = (
    await batch(
      [
        { op: "update", object: "company", id, version: 7, values: { name: "Staler" } },
        { op: "update", object: "company", id: gone, values: { name: "Gone" } },
        create("nothing", {}),
        create("__proto__", {}),
        { op: "upsert", object: "company", by: "industry", values: { industry: "finance" } },
        { op: "upsert", object: "product", by: "code", values: { name: "No code" } },
        create("stage_change", {}),
        { op: "update", object: "company", id, version: 1, values: { name: "Fresh" } },
      ],
      { atomic: false },
    )
  ).json();
  expect(results.map((one: { problem?: { code: string } }) => one.problem?.code)).toEqual([
    "version_conflict",
    "not_found",
    "not_found",
    "not_found",
    "upsert_key_unfit",
    "field_invalid",
    "not_allowed",
    undefined,
  ]);
  expect(results[0].problem.current).toMatchObject({ name: "Stale", version: 1 });
});

test("a batch that is not as the contract states it does nothing", async () => {
  const one = create("company", { name: "Shape" });
  for (const payload of [
    {},
    { operations: [] },
    { operations: Array.from({ length: 1001 }, () => one) },
    { operations: [one, { op: "delete", object: "company", id: "x" }] },
    { operations: [{ ...one, id: "x" }] },
    { operations: [one, { op: "update", object: "company", id: "x", values: {} }] },
    { operations: [one], atomic: "no" },
    { operations: { 0: one } },
  ]) {
    const answer = await door.ask({ method: "POST", url: "/api/batch", payload, headers });
    expect(answer.statusCode, JSON.stringify(payload).slice(0, 100)).toBe(422);
  }
  const large = await batch([create("company", { name: "Shape", description: "x".repeat(9_000_000) })]);
  expect([large.statusCode, large.json().code]).toEqual([413, "too_large"]);
  const room = await batch([create("company", { name: "Shape", nothing: "x".repeat(2_000_000) })]);
  expect([room.statusCode, room.json().code]).toEqual([422, "field_unknown"]);
  expect(await count("Shape%")).toBe(0);
});

test("to change many takes the right to; to make many or change one does not", async () => {
  const worker = await door.key({ objects: { "*": { ...fullGrant, bulk: false } }, permissions: [] });
  const made = await batch(
    [create("company", { name: "Bulk A" }), create("company", { name: "Bulk B" })],
    {},
    worker,
  );
  expect(made.statusCode).toBe(200);
  const updates = made.json().results.map(({ id }: { id: string }) => ({
    op: "update",
    object: "company",
    id,
    values: { industry: "finance" },
  }));
  expect((await batch(updates, {}, worker)).statusCode).toBe(403);
  expect((await batch(updates.slice(0, 1), {}, worker)).statusCode).toBe(200);
  expect((await batch(updates)).statusCode).toBe(200);
  const reader = await door.key({ objects: { "*": { ...noGrant, read: "all" } }, permissions: [] });
  const refused = (
    await batch([...updates, create("company", { name: "C" })], { atomic: false }, reader)
  ).json();
  expect(refused.results.map(({ status }: { status: number }) => status)).toEqual([403, 403, 403]);
});

test("two companies are not put below each other, neither at once nor one after the other", async () => {
  const made = (
    await batch([create("company", { name: "Ring A" }), create("company", { name: "Ring B" })])
  ).json();
  const [a, b] = made.results.map(({ id }: { id: string }) => id);
  const below = (id: string, parent: string) => ({ op: "update", object: "company", id, values: { parent } });
  const { results } = (await batch([below(a, b), below(b, a)], { atomic: false })).json();
  expect(results.map(({ status }: { status: number }) => status)).toEqual([200, 422]);
});

test("under an Idempotency-Key a batch is done once", async () => {
  const operations = [create("company", { name: "Kept" }), create("company", { name: "Kept", founded: "x" })];
  const under = { "idempotency-key": "batch-1" };
  const first = await batch(operations, { atomic: false }, under);
  const again = await batch(operations, { atomic: false }, under);
  expect([again.body, again.headers["idempotent-replayed"]]).toEqual([first.body, "true"]);
  expect(await count("Kept")).toBe(1);
});

// Two houses, the same writes: in the one each by a request of its own, in the other in batches.
test("a batch ends as its writes would one after the other, whatever they are", async () => {
  const other = await openFrontDoor();
  const key = await other.key({ objects: { "*": fullGrant }, permissions: ["*"] });
  const code = fc.constantFrom("A", "B", "C", "D");
  const name = fc.constantFrom("Tea", "Coffee", "");
  const place = fc.nat({ max: 5 });
  const operation = fc.oneof(
    fc.record({ op: fc.constant("create"), values: fc.record({ name, code }, { requiredKeys: ["name"] }) }),
    fc.record({ op: fc.constant("update"), place, values: fc.record({ name, code }, { requiredKeys: [] }) }),
    fc.record({ op: fc.constantFrom("archive", "restore"), place }),
    fc.record({ op: fc.constant("upsert"), values: fc.record({ name, code }, { requiredKeys: ["code"] }) }),
  );
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 25 }), async (wanted) => {
      round++;
      // Codes of each round are its own, so that rounds do not meet.
      const own = (values: Record<string, unknown>) =>
        "code" in values ? { ...values, code: `${round}${String(values["code"])}` } : values;
      const pools: string[][] = [[], []];
      for (const [index, [at, auth]] of (
        [
          [door, headers],
          [other, key],
        ] as const
      ).entries()) {
        for (let number = 0; number < 6; number++) {
          const payload = { name: "Tea", code: `${round}${"ABCDEF"[number]}` };
          const made = await at.ask({ method: "POST", url: "/api/products", payload, headers: auth });
          pools[index]?.push(made.json().id);
        }
      }
      const statuses: number[] = [];
      for (const one of wanted) statuses.push(await alone(other, key, one, pools[1] ?? [], own));
      const operations = wanted.map((one) => ({
        op: one.op,
        object: "product",
        ...("place" in one && { id: pools[0]?.[one.place] }),
        ...("values" in one && { values: own(one.values) }),
        ...(one.op === "upsert" && { by: "code" }),
      }));
      const { results } = (await batch(operations, { atomic: false })).json();
      expect(results.map(({ status }: { status: number }) => status)).toEqual(statuses);
      expect(await products(door, round)).toEqual(await products(other, round));
    }),
    { numRuns: 40 },
  );
});

async function alone(
  at: FrontDoor,
  auth: object,
  one: { op: string; place?: number; values?: Record<string, unknown> },
  pool: readonly string[],
  own: (values: Record<string, unknown>) => Record<string, unknown>,
): Promise<number> {
  const id = pool[one.place ?? 0];
  const values = own(one.values ?? {});
  const [method, url] = {
    create: ["POST", "/api/products"],
    update: ["PATCH", `/api/products/${id}`],
    archive: ["DELETE", `/api/products/${id}`],
    restore: ["POST", `/api/products/${id}/restoration`],
    upsert: ["PUT", `/api/products/by/code/${String(values["code"])}`],
  }[one.op] as ["POST", string];
  const payload = one.values ? values : undefined;
  const answer = await at.ask({ method, url, ...(payload && { payload }), headers: { ...auth } });
  return answer.statusCode === 204 ? 200 : answer.statusCode;
}

async function products(at: FrontDoor, round: number): Promise<unknown[]> {
  const { rows } = await sql`select name, code, version, archived_at is not null as archived from products
    where code like ${`${round}_`} order by code, name, version, archived_at`.execute(at.runtime.database);
  return rows;
}
