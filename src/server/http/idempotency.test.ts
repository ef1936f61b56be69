import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { defineAction } from "#kernel/action";
import { create, handle } from "#records";
import { fullGrant, type RoleGrants } from "#records/contract";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";

const everything = fullGrant;
const manager: RoleGrants = { objects: { "*": everything }, permissions: ["*"] };

const dawdle = defineAction({
  id: "dawdling.begin",
  method: "POST",
  path: "/api/dawdling",
  summary: "Makes a company and takes its time",
  permission: "signed_in",
  body: z.strictObject({ name: z.string(), filling: z.int().optional() }),
  output: z.object({ id: z.string(), filling: z.string() }),
});

let door: FrontDoor;
let key: { authorization: string };
/** Lets those go on that dawdle. */
let goOn: () => void = () => {};
let begun: Promise<void>;

const handlers = [
  handle(dawdle, async (work, { body }) => {
    const { id } = await create(work, "company", { name: body.name });
    if (body.filling === undefined) {
      const { promise, resolve } = Promise.withResolvers<void>();
      goOn = resolve;
      letBegin();
      await promise;
    }
    return { id, filling: "x".repeat(body.filling ?? 0) };
  }),
];
let letBegin: () => void = () => {};

beforeAll(async () => {
  door = await openFrontDoor(handlers);
  key = await door.key(manager);
});

function send(url: string, payload: object, headers: Record<string, string> = {}) {
  return door.ask({ method: "POST", url, payload, headers: { ...key, ...headers } });
}

async function companies(name: string): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) from parties where name = ${name}`.execute(
    door.runtime.database,
  );
  return Number(rows[0]?.count);
}

test("the same request under the same key is done once and answered alike each time", async () => {
  const under = { "idempotency-key": "order-1" };
  const first = await send("/api/companies", { name: "Once" }, under);
  expect([first.statusCode, first.headers["idempotent-replayed"]]).toEqual([201, undefined]);
  for (let time = 0; time < 3; time++) {
    const again = await send("/api/companies", { name: "Once" }, under);
    expect([again.statusCode, again.body]).toEqual([first.statusCode, first.body]);
    expect(again.headers["idempotent-replayed"]).toBe("true");
    expect(again.headers["etag"]).toBe(first.headers["etag"]);
    expect(again.headers["content-type"]).toBe(first.headers["content-type"]);
  }
  expect(await companies("Once")).toBe(1);
});

test("changes and deletions are kept like what is made", async () => {
  const { id } = (await send("/api/companies", { name: "Changed" })).json();
  const ask = (method: "PATCH" | "DELETE", under: string, payload?: object) =>
    door.ask({
      method,
      url: `/api/companies/${id}`,
      headers: { ...key, "idempotency-key": under },
      ...(payload && { payload }),
    });
  const changed = [await ask("PATCH", "c", { name: "B" }), await ask("PATCH", "c", { name: "B" })];
  expect(changed.map((one) => one.json().version)).toEqual([2, 2]);
  const deleted = [await ask("DELETE", "d"), await ask("DELETE", "d")];
  expect(deleted.map((one) => [one.statusCode, one.body])).toEqual([
    [204, ""],
    [204, ""],
  ]);
  expect(deleted[1]?.headers["idempotent-replayed"]).toBe("true");
});

test("another request under the same key is refused, also another address or method", async () => {
  const under = { "idempotency-key": "order-2" };
  const { id } = (await send("/api/companies", { name: "Second" }, under)).json();
  const others = [
    await send("/api/companies", { name: "Third" }, under),
    await send("/api/people", { name: "Second" }, under),
    await send(`/api/companies/${id}/restoration`, {}, under),
  ];
  for (const other of others)
    expect([other.statusCode, other.json().code]).toEqual([422, "idempotency_key_reused"]);
  expect(await companies("Third")).toBe(0);
});

test("a key belongs to its caller", async () => {
  const under = { "idempotency-key": "order-3" };
  const another = await door.key(manager);
  await send("/api/companies", { name: "Shared" }, under);
  const theirs = await send("/api/companies", { name: "Shared" }, { ...under, ...another });
  expect([theirs.statusCode, theirs.headers["idempotent-replayed"]]).toEqual([201, undefined]);
  const mine = await door.ask({
    method: "POST",
    url: "/api/companies",
    payload: { name: "Shared" },
    headers: { cookie: door.cookie, ...under },
  });
  expect(mine.headers["idempotent-replayed"]).toBeUndefined();
  expect(await companies("Shared")).toBe(3);
});

test("fifty at once make one, and each is told what came of it or to wait", async () => {
  const under = { "idempotency-key": "rush" };
  const ask = () => send("/api/companies", { name: "Rush" }, under);
  const answers = await Promise.all(Array.from({ length: 50 }, ask));
  const bodies = new Set<string>();
  for (const answer of answers) {
    if (answer.statusCode === 201) bodies.add(answer.body);
    else expect([answer.statusCode, answer.json().code]).toEqual([409, "request_in_progress"]);
  }
  expect(bodies.size).toBe(1);
  expect(bodies).toContain((await ask()).body);
  expect(await companies("Rush")).toBe(1);
});

test("who asks while the first is under way is told so at once", async () => {
  begun = new Promise((resolve) => (letBegin = resolve));
  const under = { "idempotency-key": "slow" };
  const first = send("/api/dawdling", { name: "Slow" }, under);
  await begun;
  const meanwhile = await send("/api/dawdling", { name: "Slow" }, under);
  expect([meanwhile.statusCode, meanwhile.json().code]).toEqual([409, "request_in_progress"]);
  expect(meanwhile.headers["retry-after"]).toBe("1");
  goOn();
  expect((await send("/api/dawdling", { name: "Slow" }, under)).statusCode).not.toBe(500);
  const { id } = (await first).json();
  expect((await send("/api/dawdling", { name: "Slow" }, under)).json().id).toBe(id);
  expect(await companies("Slow")).toBe(1);
});

test("what was refused is not kept: mended, it goes through under its key", async () => {
  const under = { "idempotency-key": "mended" };
  const refused = await send("/api/companies", { name: "" }, under);
  expect(refused.statusCode).toBe(422);
  const mended = await send("/api/companies", { name: "Mended" }, under);
  expect([mended.statusCode, mended.headers["idempotent-replayed"]]).toEqual([201, undefined]);
});

test("an answer is kept for a day, sealed, with its key only as a hash", async () => {
  const under = { "idempotency-key": "yesterday-7731" };
  const first = (await send("/api/companies", { name: "Sealed Kestrel" }, under)).json();
  const kept = await sql<{
    row: string;
  }>`select encode(answer, 'escape') || t::text as row from kept_answers t`.execute(door.runtime.database);
  expect(kept.rows.length).toBeGreaterThan(0);
  for (const { row } of kept.rows) expect(row).not.toMatch(/Kestrel|yesterday-7731/);
  await sql`update kept_answers set at = now() - interval '25 hours'`.execute(door.runtime.database);
  const next = (await send("/api/companies", { name: "Sealed Kestrel" }, under)).json();
  expect(next.id).not.toBe(first.id);
  expect((await send("/api/companies", { name: "Sealed Kestrel" }, under)).json().id).toBe(next.id);
});

test("an answer too large to be kept undoes what it answers for", async () => {
  const asked = { name: "Voluminous", filling: 2 ** 20 };
  const refused = await send("/api/dawdling", asked, { "idempotency-key": "large" });
  expect([refused.statusCode, refused.json().code]).toEqual([413, "too_large"]);
  expect(await companies("Voluminous")).toBe(0);
  expect((await send("/api/dawdling", asked)).statusCode).toBe(200);
});

test("a key that is none is refused, and so is one where nothing can be kept", async () => {
  for (const wrong of ["", " ", "x".repeat(256), "кирилица"]) {
    const answer = await send("/api/companies", { name: "Wrong" }, { "idempotency-key": wrong });
    expect([answer.statusCode, answer.json().field]).toEqual([400, "Idempotency-Key"]);
  }
  const upload = await door.ask({
    method: "POST",
    url: "/api/imports?name=x.csv",
    payload: "Name\nAna",
    headers: { ...key, "content-type": "application/octet-stream", "idempotency-key": "file" },
  });
  expect([upload.statusCode, upload.json().code]).toEqual([400, "idempotency_unsupported"]);
  expect(await companies("Wrong")).toBe(0);
});

test("reading pays no heed to it", async () => {
  const answer = await door.ask({
    url: "/api/companies?limit=1",
    headers: { ...key, "idempotency-key": "r" },
  });
  expect([answer.statusCode, answer.headers["idempotent-replayed"]]).toEqual([200, undefined]);
});
