import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { fullGrant, noGrant, type RoleGrants } from "#records/contract";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { type Somebody, somebody } from "../../../test/somebody.ts";
import { create, readState, type Work } from "../index.ts";
import type { ToldChange } from "./contract.ts";

let house: FrontDoor;
let anna: Somebody;

beforeAll(async () => {
  house = await openFrontDoor();
  anna = await somebody(house, "Anna", { objects: { "*": fullGrant }, permissions: ["*"] });
});

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

async function ask(method: Method, url: string, payload?: object, who: Somebody = anna) {
  const headers = { ...who.headers, "rapport-duplicate": "allow" };
  const answer = await house.ask({ method, url, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined };
}

interface Page {
  readonly data: ToldChange[];
  readonly next: string;
  readonly has_more: boolean;
}

async function page(after: string, query = "", who = anna): Promise<Page> {
  const { status, body } = await ask("GET", `/api/changes?after=${after}${query}`, undefined, who);
  expect([status, body]).toEqual([200, body]);
  return body;
}

/** All pages up to the end, and the cursor behind them. */
async function follow(after: string, query = "", who = anna): Promise<{ told: ToldChange[]; next: string }> {
  const told: ToldChange[] = [];
  for (let next = after; ; ) {
    const one = await page(next, query, who);
    told.push(...one.data);
    next = one.next;
    if (!one.has_more) return { told, next };
  }
}

/** Follows until what is meant to come has come: a transaction anywhere on the server may hold news back for a while. */
async function followUntil(
  after: string,
  query: string,
  isThere: (told: ToldChange[]) => boolean,
  who = anna,
) {
  const told: ToldChange[] = [];
  for (let next = after; !isThere(told); ) {
    const some = await follow(next, query, who);
    told.push(...some.told);
    next = some.next;
  }
  return told;
}

async function make(plural: string, values: object, who = anna): Promise<string> {
  const { status, body } = await ask("POST", `/api/${plural}`, values, who);
  expect([status, body]).toEqual([201, body]);
  return body.id;
}

const kindsOf = (told: readonly ToldChange[], id: string) =>
  told.filter((one) => one.id === id).map(({ kind }) => kind);

/** A cursor from now on, once nothing that happened before is held back any more. */
async function now(query = "", who = anna): Promise<string> {
  for (let held = true; held; ) held = (await readState(house.runtime.database)).held;
  return (await page("now", query, who)).next;
}

const limited = (object: string, read: "own" | "team"): RoleGrants => ({
  objects: { "*": fullGrant, [object]: { ...fullGrant, read, change: read, delete: read } },
  permissions: ["*"],
});

describe("another system that keeps up", () => {
  test("hears what was made, changed, archived, restored and deleted for good, in order", async () => {
    const from = await now("&objects=company");
    const id = await make("companies", { name: "Rila" });
    await ask("PATCH", `/api/companies/${id}`, { website: "https://rila.example" });
    await ask("DELETE", `/api/companies/${id}`);
    await ask("POST", `/api/companies/${id}/restoration`);
    await ask("DELETE", `/api/companies/${id}`);
    const told = await followUntil(from, "&objects=company", (some) => kindsOf(some, id).length === 5);
    expect(kindsOf(told, id)).toEqual(["created", "changed", "archived", "restored", "archived"]);
    expect(told.find(({ kind }) => kind === "changed")).toMatchObject({
      object: "company",
      fields: ["website"],
      record: { id, name: "Rila", website: "https://rila.example" },
    });
    const purging = await now("&objects=company");
    const binned = { records: [{ object: "company", id }] };
    expect((await ask("POST", "/api/recycle-bin/purge", binned)).status).toBe(204);
    const after = await followUntil(purging, "", (some) => some.length > 0);
    expect(after).toEqual([{ object: "company", id, kind: "gone", at: expect.any(String) }]);
  });

  test("hears of merging, taking apart and undoing as of any other change", async () => {
    const [one, two] = [
      await make("companies", { name: "Iskar" }),
      await make("companies", { name: "Iskar" }),
    ];
    const from = await now("&objects=company&payload=ids");
    const merge = {
      object: "company",
      survivor: one,
      others: [two],
      values: { website: "https://iskar.example" },
    };
    const { body } = await ask("POST", "/api/merges", merge);
    expect((await ask("POST", `/api/merges/${body.id}/separation`, { place: [] })).status).toBe(200);
    await ask("PATCH", `/api/companies/${two}`, { name: "Iskar Two" });
    expect((await ask("POST", "/api/undo", {})).status).toBe(200);
    const last = await make("companies", { name: "Last" });
    const told = await followUntil(from, "&payload=ids", (some) => some.some(({ id }) => id === last));
    expect(kindsOf(told, two)).toEqual(["archived", "restored", "changed", "changed"]);
    expect(kindsOf(told, one)).toEqual(["changed", "changed"]);
    expect(told[0]).not.toHaveProperty("record");
  });

  test("gets all that is there first, page by page, and then what changed meanwhile", async () => {
    const ids = await Promise.all(
      Array.from({ length: 7 }, (_, at) => make("products", { name: `Pump ${at}` })),
    );
    const query = "&objects=product,pipeline";
    const first = await page("beginning", `${query}&limit=3`);
    expect(first.data.map(({ kind }) => kind)).toEqual(["snapshot", "snapshot", "snapshot"]);
    await ask("PATCH", `/api/products/${ids[0]}`, { name: "Pump, renamed" });
    const late = await make("products", { name: "Late" });
    const told = [
      ...first.data,
      ...(await followUntil(first.next, "&limit=3", (some) => kindsOf(some, late).includes("created"))),
    ];
    expect(new Set(told.filter(({ object }) => object === "product").map(({ id }) => id))).toEqual(
      new Set([...ids, late]),
    );
    expect(kindsOf(told, ids[0] as string)).toContain("changed");
    expect(told.some(({ object, kind }) => object === "pipeline" && kind === "snapshot")).toBe(true);
  });

  test("is refused a cursor that is none, of other objects, or of objects there are not", async () => {
    const cursor = await now("&objects=company");
    for (const [query, code] of [
      ["after=x", "cursor_invalid"],
      [`after=${Buffer.from("[1,2,3]").toString("base64url")}`, "cursor_invalid"],
      [`after=${cursor}&objects=person`, "cursor_invalid"],
      ["objects=company,nothing", "choice_unknown"],
      ["objects=party", "choice_unknown"],
    ])
      expect((await ask("GET", `/api/changes?${query}`)).body).toMatchObject({ code });
    expect((await ask("GET", "/api/changes?limit=1001")).status).toBe(400);
  });
});

describe("a cursor misses nothing", () => {
  test("of a transaction that commits late: what came after it waits, and it is told before", async () => {
    const from = await now("&objects=company");
    const gate = Promise.withResolvers<void>();
    const made = Promise.withResolvers<string>();
    const slow = house.runtime.runAsSystem(async (work: Work) => {
      made.resolve((await create(work, "company", { name: "Slow" })).id);
      await gate.promise;
    });
    const late = await made.promise;
    const quick = await make("companies", { name: "Quick" });
    const between = await follow(from);
    expect(between.told.map(({ id }) => id)).not.toContain(quick);
    gate.resolve();
    await slow;
    const told = await followUntil(between.next, "", (some) => some.length === 2);
    expect(told.map(({ id }) => id)).toEqual([late, quick]);
  });

  test("with many who write at once, whatever the size of the pages", async () => {
    const from = await now("&objects=company&payload=ids");
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      const ids: string[] = [];
      for (let turn = 0; turn < 12; turn++)
        await house.runtime.runAsSystem(async (work) => {
          ids.push((await create(work, "company", { name: `W ${writer} ${turn}` })).id);
          ids.push((await create(work, "company", { name: `W ${writer} ${turn} b` })).id);
        });
      return ids;
    });
    const heard: string[] = [];
    let next = from;
    const listen = async () => {
      const some = await follow(next, "&payload=ids&limit=7");
      heard.push(...some.told.map(({ id }) => id));
      next = some.next;
    };
    let writing = true;
    const all = Promise.all(writers).finally(() => (writing = false));
    while (writing) await listen();
    const written = (await all).flat();
    while (heard.length < written.length) await listen();
    expect(heard.toSorted()).toEqual(written.toSorted());
  });

  test("it has expired where the log no longer reaches back, or is another's", async () => {
    const from = await now("&objects=company");
    expect((await ask("GET", `/api/changes?after=${from}`)).status).toBe(200);
    const kept = await sql<{
      t: string;
      s: string;
    }>`select forgotten_transaction::text as t, forgotten_sequence::text as s
      from event_log`.execute(house.runtime.database);
    await sql`update event_log set forgotten_transaction = pg_current_xact_id()`.execute(
      house.runtime.database,
    );
    const expired = await ask("GET", `/api/changes?after=${from}`);
    expect([expired.status, expired.body.code]).toEqual([410, "cursor_expired"]);
    await sql`update event_log set forgotten_transaction = ${kept.rows[0]?.t}::xid8, name = gen_random_uuid()`.execute(
      house.runtime.database,
    );
    expect((await ask("GET", `/api/changes?after=${from}`)).body.code).toBe("cursor_expired");
  });

  test("the next page is found by the index, however long the log", async () => {
    await sql`insert into events (transaction, name, object, records)
      select '4', 'records.changed', 'company', '{}' from generate_series(1, 50000)`.execute(
      house.runtime.database,
    );
    await sql`analyze events`.execute(house.runtime.database);
    const { rows } = await sql<{ "QUERY PLAN": string }>`explain select * from events
      where (transaction, sequence) > ('4'::xid8, 40000::bigint) and transaction < pg_snapshot_xmin(pg_current_snapshot())
      order by events.transaction, events.sequence limit 500`.execute(house.runtime.database);
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toContain("Index Scan using events_order");
    expect(plan).not.toContain("Sort");
  });
});

describe("only what one may see is told", () => {
  test("what is another's is not told at all; what was one's own and no longer is, is gone", async () => {
    const ivan = await somebody(house, "Ivan", limited("company", "own"));
    const from = await now("&objects=company,note", ivan);
    const hidden = await make("companies", { name: "Hidden" });
    const mine = await make("companies", { name: "Mine" }, ivan);
    await ask("PATCH", `/api/companies/${mine}`, { owner: anna.id });
    await ask("PATCH", `/api/companies/${hidden}`, { name: "Still hidden" });
    const last = await make("companies", { name: "Last" }, ivan);
    const told = await followUntil(from, "", (some) => some.some(({ id }) => id === last), ivan);
    expect(told.map(({ id }) => id)).not.toContain(hidden);
    expect(kindsOf(told, mine)).toEqual(["gone", "gone"]);
    const gone = told.find(({ id }) => id === mine);
    expect(Object.keys(gone ?? {}).toSorted()).toEqual(["at", "id", "kind", "object"]);
    // What hangs on it goes with it.
    expect(told.filter(({ id }) => id === mine).at(-1)?.parts).toContain("contact_point");
  });

  test("what was one's own and is deleted for good is gone, with what hung on it; another's is not told", async () => {
    const rada = await somebody(house, "Rada", limited("company", "own"));
    const [mine, theirs] = [
      await make("companies", { name: "Rada's" }, rada),
      await make("companies", { name: "Theirs" }),
    ];
    const point = await make(
      "contact-points",
      { party: mine, kind: "email", value: "rada@mail.example" },
      rada,
    );
    const from = await now("&objects=company,contact_point", rada);
    const records = [mine, theirs].map((id) => ({ object: "company", id }));
    for (const { id } of records) await ask("DELETE", `/api/companies/${id}`);
    expect((await ask("POST", "/api/recycle-bin/purge", { records })).status).toBe(204);
    const last = await make("companies", { name: "Last" }, rada);
    const told = await followUntil(from, "", (some) => some.some(({ id }) => id === last), rada);
    expect(new Set(kindsOf(told, mine))).toEqual(new Set(["gone"]));
    expect(kindsOf(told, point)).toContain("gone");
    expect(told.map(({ id }) => id)).not.toContain(theirs);
  });

  test("a field that one may not see: its change is not told, nor its name", async () => {
    const blind = await somebody(house, "Blind", {
      objects: { "*": fullGrant, company: { ...fullGrant, fields: { revenue: "hidden" } } },
      permissions: [],
    });
    const id = await make("companies", { name: "Known" });
    const from = await now("&objects=company", blind);
    await ask("PATCH", `/api/companies/${id}`, { revenue: { amount: "5", currency: "EUR" } });
    await ask("PATCH", `/api/companies/${id}`, {
      revenue: { amount: "6", currency: "EUR" },
      website: "https://known.example",
    });
    const told = await followUntil(from, "", (some) => some.length > 0, blind);
    expect(told.map(({ fields }) => fields)).toEqual([["website"]]);
    expect(JSON.stringify(told)).not.toContain("revenue");
  });

  test("a share brings a record into sight, its end takes it out again", async () => {
    const eva = await somebody(house, "Eva", limited("company", "own"));
    const id = await make("companies", { name: "Shared" });
    const from = await now("&objects=company", eva);
    const share = await ask("PUT", `/api/companies/${id}/shares`, { user: eva.id, access: "read" });
    expect(share.status).toBeLessThan(300);
    const seen = await followUntil(from, "", (some) => some.length > 0, eva);
    expect(seen).toMatchObject([{ id, kind: "changed", record: { name: "Shared" } }]);
    await ask("DELETE", `/api/companies/${id}/shares/${share.body.id}`);
    const after = await followUntil(from, "", (some) => kindsOf(some, id).includes("gone"), eva);
    expect(after.every((one) => one.record === undefined)).toBe(true);
  });

  test("whose rights change begins again, and whose key has scopes hears within them", async () => {
    const role = { objects: { "*": fullGrant, company: noGrant }, permissions: ["*"] };
    const maria = await somebody(house, "Maria", role);
    expect((await ask("GET", "/api/changes?objects=company", undefined, maria)).body.code).toBe(
      "choice_unknown",
    );
    const from = await now("&objects=product", maria);
    await sql`update roles set grants = ${JSON.stringify(limited("product", "own"))}::jsonb where name = 'Maria'`.execute(
      house.runtime.database,
    );
    house.runtime.recheckAccess();
    await house.runtime.runAsSystem(async (work) =>
      work.emit({ name: "platform.rights_changed", object: "user", records: [] }),
    );
    await expect
      .poll(async () => (await ask("GET", `/api/changes?after=${from}`, undefined, maria)).body.code, {
        timeout: 20_000,
      })
      .toBe("cursor_expired");
    const made = await ask("POST", "/api/api-keys", {
      name: "Narrow",
      roleId: (
        await sql<{ id: string }>`select id from roles where name = 'Anna'`.execute(house.runtime.database)
      ).rows[0]?.id,
      scopes: ["products:read"],
    });
    const narrow: Somebody = { id: anna.id, headers: { authorization: `Bearer ${made.body.key}` } };
    const all = await follow("beginning", "", narrow);
    expect(new Set(all.told.map(({ object }) => object))).toEqual(new Set(["product"]));
  });
});
