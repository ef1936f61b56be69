import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from "vitest";
import { databaseUrl } from "../../../test/database-server.ts";
import { type TestRuntime, testRuntime } from "../../../test/harness.ts";
import {
  create,
  markHorizon,
  type Runtime,
  sealUpTo,
  update,
  type Verification,
  verifyAudit,
} from "#records";
import { system } from "../runtime.ts";
import { keepSealed } from "./keeping-sealed.ts";
import { notedHead } from "./noted-head.ts";

let runtime: TestRuntime;
/** Whoever has every right on the database. */
let intruder: pg.Client;

async function openOffice(): Promise<void> {
  runtime = await testRuntime();
  const name = new URL(runtime.url).pathname.slice(1);
  intruder = new pg.Client({ connectionString: databaseUrl(inject("testServer").adminUrl, name) });
  await intruder.connect();
  await intruder.query(
    "alter table history disable trigger user; alter table audit_blocks disable trigger user",
  );
}

const leave = () => intruder.end();

/** So many changes of a company. */
async function act(changes: number): Promise<void> {
  await runtime.run(system, "system", async (work) => {
    const { id } = await create(work, "company", { name: "Acme" });
    for (let employees = 1; employees < changes; employees++)
      await update(work, "company", id, { employees });
  });
}

// Other tests have transactions of their own on the same server, and what runs anywhere holds the seal back.
async function seal(as: Runtime = runtime): Promise<void> {
  const horizon = await markHorizon(as.database);
  if (!horizon) return;
  const done = async () => expect((await sealUpTo(as, horizon)).done).toBe(true);
  await vi.waitFor(done, { timeout: 45_000 });
}

const verify = (heads?: readonly string[]): Promise<Verification> =>
  verifyAudit(runtime.database, runtime.settings.secret, heads);

/** Three blocks of four entries, and two entries without a seal. */
async function threeBlocks(): Promise<void> {
  for (let block = 0; block < 3; block++) {
    await act(4);
    await seal();
  }
  await act(2);
}

async function ids(): Promise<string[]> {
  const { rows } = await intruder.query("select h.id::text from history h order by h.id");
  return rows.map((row) => row.id);
}

describe("what nobody touched", () => {
  beforeEach(openOffice);
  afterEach(leave);

  test("is whole, to the last block", async () => {
    await threeBlocks();
    const found = await verify();
    expect(found).toMatchObject({ ok: true, blocks: 3, entries: 12, unsealed: 2, faults: [] });
    expect(await verify([found.head?.hash ?? ""])).toMatchObject({ ok: true });
    await seal();
    expect(await verify([found.head?.hash ?? ""])).toMatchObject({ ok: true, blocks: 4, unsealed: 0 });
  });

  test("is sealed no sooner than the transactions that run have ended: ids are not in the order of commits", async () => {
    const slow = await runtime.pool.connect();
    await slow.query("begin");
    await slow.query(
      "insert into history (source, object, record_id, kind, changes) values ('api', 'deal', uuid_v7(), 'created', '{}')",
    );
    await act(3);
    const horizon = await markHorizon(runtime.database);
    if (!horizon) throw new Error("nothing to seal");
    expect(await sealUpTo(runtime, horizon)).toEqual({ done: false, head: null });
    await slow.query("commit");
    slow.release();
    await expect.poll(async () => (await sealUpTo(runtime, horizon)).done, { timeout: 45_000 }).toBe(true);
    expect(await verify()).toMatchObject({ ok: true, entries: 4, unsealed: 0 });
  });

  test("is not missed where numbers were used up by what was rolled back", async () => {
    await act(2);
    await expect(
      runtime.run(system, "system", async (work) => {
        await create(work, "company", { name: "Never" });
        throw new Error("changed my mind");
      }),
    ).rejects.toThrow("changed my mind");
    await act(2);
    await seal();
    expect(await verify()).toMatchObject({ ok: true, entries: 4, unsealed: 0 });
  });

  test("is sealed once, by whichever process comes first", async () => {
    await act(5);
    await Promise.all([1, 2, 3, 4].map(() => seal()));
    expect(await verify()).toMatchObject({ ok: true, blocks: 1, entries: 5 });
  });

  test("is sealed every few seconds while the product runs, and the head is noted outside the database", async () => {
    await act(2);
    const stop = keepSealed(runtime, (error) => expect(error).toBeUndefined());
    await expect.poll(() => notedHead(runtime.settings.dataFolder), { timeout: 45_000 }).toBeDefined();
    await stop();
    const noted = (await notedHead(runtime.settings.dataFolder)) ?? "";
    expect(await verify([noted])).toMatchObject({ ok: true, unsealed: 0, head: { hash: noted } });
  });
});

describe("whoever has every right on the database is found out", () => {
  const tables = ["history", "audit_blocks"];

  beforeAll(async () => {
    await openOffice();
    await threeBlocks();
    for (const table of tables) await intruder.query(`create table kept_${table} as table ${table}`);
  });
  afterEach(async () => {
    for (const table of tables) {
      await intruder.query(`truncate ${table}`);
      await intruder.query(`insert into ${table} overriding system value select * from kept_${table}`);
    }
  });
  afterAll(leave);

  test.each([
    ["who did it", "actor_id = uuid_v7()"],
    ["when", "at = at - interval '1 microsecond'"],
    ["from where", "source = 'import'"],
    ["from which address", "address = '10.0.0.1'"],
    ["by which key", "key_id = uuid_v7()"],
    ["in which act", "unit_id = uuid_v7()"],
    ["what it takes back", "undoes = uuid_v7()"],
    ["the record", "record_id = uuid_v7()"],
    ["the object", "object = 'deal'"],
    ["what happened", "kind = 'restored'"],
    ["a value", `changes = '{"employees": {"from": null, "to": 7}}'`],
    ["its particulars", `details = '{"name": "other"}'`],
  ])("having changed %s: the block and the entry are named", async (_, change) => {
    const entry = (await ids())[5];
    await intruder.query(`update history set ${change} where id = ${entry}`);
    expect(await verify()).toMatchObject({
      ok: false,
      faults: [{ kind: "entries_wrong", block: 2, changed: [entry], removed: [], added: [] }],
    });
  });

  test("having removed an entry", async () => {
    const entry = (await ids())[9];
    await intruder.query(`delete from history where id = ${entry}`);
    const faults = [{ kind: "entries_wrong", block: 3, changed: [], removed: [entry], added: [] }];
    expect(await verify()).toMatchObject({ ok: false, faults });
  });

  test("having added one where all is sealed", async () => {
    await intruder.query(`insert into history (id, source, object, record_id, kind, changes)
      overriding system value values (0, 'api', 'deal', uuid_v7(), 'created', '{}')`);
    const faults = [{ kind: "entries_wrong", block: 1, changed: [], removed: [], added: ["0"] }];
    expect(await verify()).toMatchObject({ ok: false, faults });
  });

  test("having exchanged two entries", async () => {
    const [one, other] = (await ids()).slice(4, 6);
    await intruder.query("alter table history alter column id set generated by default");
    await intruder.query(`update history set id = -1 where id = ${one}`);
    await intruder.query(`update history set id = ${one} where id = ${other}`);
    await intruder.query(`update history set id = ${other} where id = -1`);
    const faults = [{ kind: "entries_wrong", block: 2, changed: [one, other] }];
    expect(await verify()).toMatchObject({ ok: false, faults });
  });

  test("having emptied the history", async () => {
    await intruder.query("truncate history");
    expect((await verify()).faults.map(({ kind }) => kind)).toEqual(Array(3).fill("entries_wrong"));
  });

  test("having changed an entry and its block with it, as far as that goes without the secret", async () => {
    const entry = (await ids())[5];
    await intruder.query(`update history set source = 'import' where id = ${entry}`);
    const other = { ...runtime, settings: { ...runtime.settings, secret: Buffer.alloc(32, 8) } };
    await intruder.query("delete from audit_blocks where number > 1");
    await expect(sealUpTo(other, { lastId: "99999", transaction: "3" })).rejects.toThrow(
      "does not bear the seal",
    );
    await intruder.query("delete from audit_blocks");
    await seal({ ...other, database: runtime.database });
    expect(await verify()).toMatchObject({ ok: false, faults: [{ kind: "seal_wrong", block: 1 }] });
  });

  test.each([
    ["entries = entries + 1"],
    ["sealed_at = sealed_at - interval '1 day'"],
    ["rows = set_byte(rows, 30, (get_byte(rows, 30) + 1) % 256)"],
    ["hash = sha256(hash)"],
  ])("having changed a block: %s", async (change) => {
    await intruder.query(`update audit_blocks set ${change} where number = 2`);
    const { ok, faults } = await verify();
    expect(ok).toBe(false);
    expect(faults).toContainEqual(expect.objectContaining({ block: 2 }));
  });

  test("having removed a block in the middle, with its entries", async () => {
    const [first, , , last] = (await ids()).slice(4, 8);
    await intruder.query("delete from audit_blocks where number = 2");
    await intruder.query(`delete from history where id between ${first} and ${last}`);
    expect(await verify()).toMatchObject({ ok: false, faults: [{ kind: "block_missing", block: 2 }] });
  });

  test("having removed the newest block and its entries, by the head that was written down", async () => {
    const { head } = await verify();
    await intruder.query("delete from audit_blocks where number = 3");
    await intruder.query(`delete from history where id > ${(await ids())[7]}`);
    expect(await verify()).toMatchObject({ ok: true });
    await seal();
    const hash = head?.hash ?? "";
    expect(await verify([hash])).toMatchObject({ ok: false, faults: [{ kind: "head_missing", hash }] });
  });
});

describe("the application's role", () => {
  beforeAll(openOffice);
  afterAll(leave);

  const attempts = [
    "update history set source = 'api'",
    "delete from history",
    "truncate history",
    "drop table history",
    "drop trigger history_only_grows on history",
    "alter table history disable trigger all",
    "alter table history add column other text",
    "alter table history owner to rapport",
    "create rule nothing as on insert to history do instead nothing",
    "insert into history (id, source, kind, changes) overriding system value values (1, 'api', 'created', '{}')",
    "update audit_blocks set entries = 1",
    "delete from audit_blocks",
    "drop table audit_blocks",
    "create or replace function refuse_change() returns trigger language plpgsql as 'begin return null; end'",
    "set role rapport_audit",
    "set session_replication_role = replica",
  ];

  test.each(attempts)("cannot: %s", async (attempt) => {
    await act(1);
    const before = await ids();
    await expect(runtime.pool.query(attempt)).rejects.toMatchObject({ code: "42501" });
    expect(await ids()).toEqual(before);
  });

  test("can add and read", async () => {
    await act(2);
    await seal();
    expect(await verify()).toMatchObject({ ok: true, unsealed: 0 });
  });
});
