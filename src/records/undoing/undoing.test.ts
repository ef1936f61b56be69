import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { fullGrant, type RoleGrants } from "../contract/index.ts";

const everything: RoleGrants = { objects: { "*": fullGrant }, permissions: ["*"] };
const nothingSkipped = { changed: 0, not_allowed: 0, governed: 0, gone: 0, refused: 0 };

let door: FrontDoor;
let mine: { authorization: string };
let theirs: { authorization: string };

beforeAll(async () => {
  door = await openFrontDoor();
  mine = await door.key(everything);
  theirs = await door.key(everything);
});

type Method = "GET" | "POST" | "PATCH" | "DELETE";

async function ask(method: Method, url: string, payload?: object, headers = mine) {
  const answer = await door.ask({ method, url, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined };
}

async function company(values: object): Promise<string> {
  return (await ask("POST", "/api/companies", values)).body.id;
}

const read = async (id: string) => (await ask("GET", `/api/companies/${id}`)).body;
const undo = (unit?: string, headers = mine) => ask("POST", "/api/undo", unit ? { unit } : {}, headers);

async function countOf(condition: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from parties
    where name like ${condition} and industry = 'finance'`.execute(door.runtime.database);
  return rows[0]?.count ?? 0;
}

describe("the last act is taken back", () => {
  test("a change goes back, and once more comes again", async () => {
    const id = await company({ name: "Acme", employees: 5 });
    await ask("PATCH", `/api/companies/${id}`, { name: "Acme & Sons", employees: null });
    const { status, body } = await undo();
    expect([status, body.undone, body.skipped]).toEqual([200, 1, nothingSkipped]);
    expect(await read(id)).toMatchObject({ name: "Acme", employees: 5 });
    expect((await undo(body.unit)).body).toMatchObject({ undone: 1, skipped: nothingSkipped });
    expect(await read(id)).toMatchObject({ name: "Acme & Sons", employees: null });
    const { rows } = await sql<{ undoes: string | null }>`select undoes from history
      where record_id = ${id}::uuid and kind = 'changed' order by id`.execute(door.runtime.database);
    expect(rows.map(({ undoes }) => undoes !== null)).toEqual([false, true, true]);
  });

  test("a person's name, address and choices go back as they were", async () => {
    const values = {
      name: { given: "Ana", family: "Ilieva" },
      email: "ana@example.com",
      address: { city: "Varna" },
    };
    const { id } = (await ask("POST", "/api/people", values)).body;
    await ask("PATCH", `/api/people/${id}`, {
      name: { given: "Anna", family: "Petrova" },
      address: { city: "Ruse" },
    });
    expect((await undo()).body).toMatchObject({ undone: 1, skipped: nothingSkipped });
    expect((await ask("GET", `/api/people/${id}`)).body).toMatchObject({
      name: { given: "Ana", family: "Ilieva" },
      address: { city: "Varna" },
    });
  });

  test("what was made is archived, and what was archived comes back with what went along", async () => {
    const id = await company({ name: "Made" });
    expect((await undo()).body).toMatchObject({ undone: 1 });
    expect((await read(id)).archived_at).not.toBeNull();
    await ask("POST", `/api/companies/${id}/restoration`);
    const note = (await ask("POST", "/api/notes", { body: "About it", party: id })).body.id;
    await ask("DELETE", `/api/companies/${id}`);
    expect((await undo()).body).toMatchObject({ undone: 1, skipped: nothingSkipped });
    expect((await read(id)).archived_at).toBeNull();
    expect((await ask("GET", `/api/notes/${note}`)).body.archived_at).toBeNull();
  });

  test("a change to more than a thousand goes back as a whole", async () => {
    for (const part of [0, 1]) {
      const operations = Array.from({ length: 600 }, (_, index) => ({
        op: "create",
        object: "company",
        values: { name: `Many ${part}-${index}`, industry: index % 2 ? "finance" : "retail" },
      }));
      expect((await ask("POST", "/api/batch", { operations })).status).toBe(200);
    }
    const filter = { field: "name", op: "starts_with", value: "Many " };
    const act = (await ask("POST", "/api/companies/bulk", { filter, change: { industry: "finance" } })).body;
    expect([act.changed, await countOf("Many %")]).toEqual([600, 1200]);
    expect((await undo(act.unit)).body).toMatchObject({ undone: 600, skipped: nothingSkipped });
    expect(await countOf("Many %")).toBe(600);
    const away = (await ask("POST", "/api/companies/bulk", { filter, archive: true })).body;
    expect((await undo()).body).toMatchObject({ undone: 1200, skipped: nothingSkipped });
    expect(away.changed).toBe(1200);
  });
});

describe("what stays", () => {
  test("what somebody else changed since stays, the rest goes back", async () => {
    const [one, two] = [await company({ name: "One" }), await company({ name: "Two" })];
    const change = { industry: "finance", employees: 7 };
    await ask("POST", "/api/companies/bulk", { ids: [one, two], change });
    await ask("PATCH", `/api/companies/${two}`, { employees: 8 }, theirs);
    expect((await undo()).body).toMatchObject({ undone: 2, skipped: { ...nothingSkipped, changed: 1 } });
    expect(await read(one)).toMatchObject({ industry: null, employees: null });
    expect(await read(two)).toMatchObject({ industry: null, employees: 8 });
  });

  test("the rights are those of now, and of what is hidden nothing is told", async () => {
    const worker = await door.key(everything);
    const id = await company({ name: "Rights" });
    await ask("PATCH", `/api/companies/${id}`, { name: "Rights 2", employees: 3 }, worker);
    await giveInstead(worker, { ...fullGrant, fields: { employees: "hidden" } });
    await ask("PATCH", `/api/companies/${id}`, { employees: 4 });
    const { unit, ...told } = (await undo(undefined, worker)).body;
    expect(told).toEqual({ undone: 1, skipped: { ...nothingSkipped, not_allowed: 1 } });
    expect(await read(id)).toMatchObject({ name: "Rights", employees: 4 });
    await giveInstead(worker, { ...fullGrant, change: "none" });
    expect((await undo(unit, worker)).body).toMatchObject({ undone: 0, skipped: { not_allowed: 1 } });
    await giveInstead(worker, { ...fullGrant, read: "none", change: "none", delete: "none" });
    expect((await undo(unit, worker)).body).toMatchObject({ undone: 0, skipped: { gone: 1 } });
    expect((await read(id)).name).toBe("Rights");
  });

  test("to undo many takes the right to change many", async () => {
    const worker = await door.key(everything);
    const ids = [await company({ name: "A" }), await company({ name: "B" })];
    await ask("POST", "/api/companies/bulk", { ids, change: { employees: 1 } }, worker);
    await giveInstead(worker, { ...fullGrant, bulk: false });
    expect((await undo(undefined, worker)).body).toMatchObject({ undone: 0, skipped: { not_allowed: 2 } });
  });

  test("what a capability governs is taken back by its own opposite", async () => {
    const deal = (await ask("POST", "/api/deals", { name: "Chairs", company: await company({ name: "C" }) }))
      .body;
    const closed = await ask("POST", `/api/deals/${deal.id}/closure`, { outcome: "won" });
    expect(closed.status).toBeLessThan(300);
    const { undone, skipped } = (await undo()).body;
    expect(undone).toBe(0);
    expect(skipped.governed).toBeGreaterThan(0);
  });

  test("a value that another record has taken since is left", async () => {
    const { id } = (await ask("POST", "/api/products", { name: "Tea", code: "T-1" })).body;
    await ask("PATCH", `/api/products/${id}`, { code: "T-2" });
    expect((await ask("POST", "/api/products", { name: "Other", code: "T-1" }, theirs)).status).toBe(201);
    expect((await undo()).body).toMatchObject({ undone: 0, skipped: { refused: 1 } });
  });
});

test("nobody undoes what another did, and what is no act has nothing to undo", async () => {
  const id = await company({ name: "Whose" });
  const change = (await ask("POST", "/api/companies/bulk", { ids: [id], change: { employees: 2 } })).body;
  const stranger = await door.key(everything);
  for (const answer of [await undo(undefined, stranger), await undo(change.unit, stranger)])
    expect([answer.status, answer.body.code]).toEqual([404, "nothing_to_undo"]);
  expect((await ask("POST", "/api/undo", { unit: id })).status).toBe(404);
  expect((await read(id)).employees).toBe(2);
});

/** Gives a key other rights than it had. */
async function giveInstead({ authorization }: { authorization: string }, grant: object): Promise<void> {
  const beginning = authorization.slice("Bearer ".length).slice(0, 9);
  await sql`update roles set grants = ${JSON.stringify({ ...everything, objects: { "*": grant } })}::jsonb
    where id in (select role_id from api_keys where beginning = ${beginning})`.execute(door.runtime.database);
  door.runtime.recheckAccess();
}
