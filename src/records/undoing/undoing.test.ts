import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { somebodySignedIn } from "../../../test/somebody.ts";
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

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

async function ask(method: Method, url: string, payload?: object, headers = mine) {
  const answer = await door.ask({ method, url, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined };
}

async function company(values: object): Promise<string> {
  return (await ask("POST", "/api/companies", values)).body.id;
}

const read = async (id: string) => (await ask("GET", `/api/companies/${id}`)).body;
const undo = (unit?: string, headers = mine) => ask("POST", "/api/undo", unit ? { unit } : {}, headers);
const redo = (headers = mine) => ask("POST", "/api/redo", undefined, headers);

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

  test("a main address that was removed is the main one again", async () => {
    const id = await company({ name: "Two addresses", email: "first@example.com" });
    const points = async () =>
      (
        await ask(
          "GET",
          `/api/contact-points?filter=${encodeURIComponent(JSON.stringify({ field: "party", op: "is", value: id }))}&sort=id`,
        )
      ).body.data as { id: string; value: string; main: boolean }[];
    await ask("POST", "/api/contact-points", { party: { id }, kind: "email", value: "second@example.com" });
    const before = await points();
    expect(before).toMatchObject([{ main: true }, { main: false }]);
    await ask("DELETE", `/api/contact-points/${before[0]?.id}`);
    expect(await read(id)).toMatchObject({ email: "second@example.com" });
    expect(await points()).toMatchObject([{ value: "second@example.com", main: true }]);
    expect((await undo()).body).toMatchObject({ skipped: nothingSkipped });
    expect(await read(id)).toMatchObject({ email: "first@example.com" });
    expect((await points()).map(({ value, main }) => [value, main])).toEqual([
      ["first@example.com", true],
      ["second@example.com", false],
    ]);
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
    const { unit, act: _, ...told } = (await undo(undefined, worker)).body;
    expect(told).toEqual({ undone: 1, skipped: { ...nothingSkipped, not_allowed: 1 } });
    expect(await read(id)).toMatchObject({ name: "Rights", employees: 4 });
    await giveInstead(worker, { ...fullGrant, change: "none" });
    expect((await undo(unit, worker)).body).toMatchObject({ undone: 0, skipped: { not_allowed: 1 } });
    await giveInstead(worker, { ...fullGrant, read: "none", change: "none", delete: "none" });
    expect((await undo(unit, worker)).body).toMatchObject({ undone: 0, skipped: { gone: 1 } });
    expect((await read(id)).name).toBe("Rights");
  });

  test("a field that is seen on one's own records alone is not compared on one that is theirs no more", async () => {
    const all = { ...fullGrant, fields: { employees: "hidden" as const } };
    const own = { ...fullGrant, read: "own" as const, change: "own" as const, delete: "own" as const };
    const worker = await somebodySignedIn(door, "Worker", { objects: { "*": all }, permissions: [] });
    const second = await somebodySignedIn(door, "Second", { objects: { "*": own }, permissions: [] });
    await sql`insert into user_roles (user_id, role_id)
      select ${worker.id}::uuid, role_id from user_roles where user_id = ${second.id}::uuid`.execute(
      door.runtime.database,
    );
    door.runtime.recheckAccess();
    const as = (method: Method, url: string, payload?: object) =>
      door.ask({ method, url, headers: worker.headers, ...(payload && { payload }) });
    const { id } = (await as("POST", "/api/companies", { name: "Theirs" })).json();
    expect((await as("PATCH", `/api/companies/${id}`, { employees: 3 })).json().employees).toBe(3);
    await ask("PATCH", `/api/companies/${id}`, { owner: second.id, employees: 4 });
    expect((await as("GET", `/api/companies/${id}`)).json()).not.toHaveProperty("employees");
    expect((await as("POST", "/api/undo", {})).json()).toMatchObject({
      undone: 0,
      skipped: { ...nothingSkipped, not_allowed: 1 },
    });
  });

  test("to undo many takes the right to change many", async () => {
    const worker = await door.key(everything);
    const ids = [await company({ name: "A" }), await company({ name: "B" })];
    await ask("POST", "/api/companies/bulk", { ids, change: { employees: 1 } }, worker);
    await giveInstead(worker, { ...fullGrant, bulk: false });
    expect((await undo(undefined, worker)).body).toMatchObject({ undone: 0, skipped: { not_allowed: 2 } });
  });

  test("a value that another record has taken since is left", async () => {
    const { id } = (await ask("POST", "/api/products", { name: "Tea", code: "T-1" })).body;
    await ask("PATCH", `/api/products/${id}`, { code: "T-2" });
    expect((await ask("POST", "/api/products", { name: "Other", code: "T-1" }, theirs)).status).toBe(201);
    expect((await undo()).body).toMatchObject({ undone: 0, skipped: { refused: 1 } });
  });
});

describe("one act after the other", () => {
  test("goes back twice, and forward again as long as nothing else is done", async () => {
    const worker = await door.key(everything);
    const id = await company({ name: "First" });
    for (const name of ["Second", "Third"]) await ask("PATCH", `/api/companies/${id}`, { name }, worker);
    const names: string[] = [];
    const step = async (act: typeof redo) => {
      expect((await act(worker)).body).toMatchObject({ undone: 1, skipped: nothingSkipped });
      names.push((await read(id)).name);
    };
    const back = (headers = worker) => undo(undefined, headers);
    for (const act of [back, back, redo, redo, back, redo, back, back]) await step(act);
    expect(names).toEqual(["Second", "First", "Second", "Third", "Second", "Third", "Second", "First"]);
    expect((await back()).body.code).toBe("nothing_to_undo");
    await step(redo);
    await ask("PATCH", `/api/companies/${id}`, { employees: 5 }, worker);
    expect((await redo(worker)).body.code).toBe("nothing_to_redo");
    expect((await back()).body).toMatchObject({ undone: 1 });
    expect(await read(id)).toMatchObject({ name: "Second", employees: null });
  });

  test("two presses at once take back two acts, and an act that was taken back is not taken back again", async () => {
    const worker = await door.key(everything);
    const id = await company({ name: "Pressed" });
    const acts = [];
    for (const employees of [1, 2, 3]) {
      const url = `/api/companies/${id}`;
      const answer = await door.ask({ method: "PATCH", url, headers: worker, payload: { employees } });
      acts.push(String(answer.headers["rapport-act"]));
    }
    const both = await Promise.all([undo(undefined, worker), undo(undefined, worker)]);
    expect(both.map(({ body }) => body.act).sort()).toEqual([acts[1], acts[2]].sort());
    expect((await read(id)).employees).toBe(1);
    expect((await undo(acts[2], worker)).body.code).toBe("nothing_to_undo");
    await redo(worker);
    expect((await read(id)).employees).toBe(2);
    expect((await undo(acts[1], worker)).body).toMatchObject({ act: acts[1], undone: 1 });
    expect((await read(id)).employees).toBe(1);
  });

  test("an act of which nothing goes back is gone past when asked", async () => {
    const worker = await door.key(everything);
    const id = await company({ name: "Past" });
    await ask("PATCH", `/api/companies/${id}`, { industry: "retail" }, worker);
    await ask("PATCH", `/api/companies/${id}`, { employees: 1 }, worker);
    await ask("PATCH", `/api/companies/${id}`, { employees: 2 }, theirs);
    const stuck = (await undo(undefined, worker)).body;
    expect(stuck).toMatchObject({ undone: 0, skipped: { changed: 1 } });
    const past = await ask("POST", "/api/undo", { past: [stuck.act] }, worker);
    expect(past.body).toMatchObject({ undone: 1 });
    expect(await read(id)).toMatchObject({ industry: null, employees: 2 });
  });
});

describe("what capabilities govern is taken back by them", () => {
  const deal = async (id: string) => (await ask("GET", `/api/deals/${id}`)).body;
  const told = async (id: string) => (await ask("GET", `/api/deals/${id}/history?limit=1`)).body.data[0];

  test("a deal that was moved, closed or reopened stands where it stood, and its history says that it was undone", async () => {
    const { id, stage } = (await ask("POST", "/api/deals", { name: "Chairs" })).body;
    const { rows } = await sql<{
      id: string;
    }>`select id from stages where kind = 'open' order by position`.execute(door.runtime.database);
    await ask("PUT", `/api/deals/${id}/stage`, { stage: rows[1]?.id });
    const closure = { outcome: "lost", lost_reason: "price", lost_comment: "Too dear" };
    expect((await ask("POST", `/api/deals/${id}/closure`, closure)).status).toBeLessThan(300);
    const closed = await deal(id);
    expect((await ask("DELETE", `/api/deals/${id}/closure`)).status).toBeLessThan(300);
    for (const expected of [
      {
        stage: { id: closed.stage.id },
        lost_reason: "price",
        lost_comment: "Too dear",
        closed_on: closed.closed_on,
      },
      { stage: { id: rows[1]?.id }, lost_reason: null, closed_on: null },
      { stage: { id: stage.id } },
    ]) {
      expect((await undo()).body).toMatchObject({ undone: 1, skipped: nothingSkipped });
      expect(await deal(id)).toMatchObject(expected);
      expect(await told(id)).toMatchObject({ kind: "changed", undo: true });
    }
    for (const stands of [rows[1]?.id, closed.stage.id]) {
      expect((await redo()).body).toMatchObject({ undone: 1 });
      expect((await deal(id)).stage.id).toBe(stands);
    }
  });

  test("not over the head of a colleague, nor without the permission", async () => {
    const worker = await door.key(everything);
    const { id, stage } = (await ask("POST", "/api/deals", { name: "Tables" })).body;
    await ask("POST", `/api/deals/${id}/closure`, { outcome: "won" }, worker);
    await ask("DELETE", `/api/deals/${id}/closure`, undefined, theirs);
    expect((await undo(undefined, worker)).body).toMatchObject({ undone: 0, skipped: { changed: 1 } });
    expect((await deal(id)).stage.id).toBe(stage.id);
    await ask("POST", `/api/deals/${id}/closure`, { outcome: "won" }, worker);
    await giveInstead(worker, fullGrant, []);
    expect((await undo(undefined, worker)).body).toMatchObject({ undone: 0, skipped: { not_allowed: 1 } });
    expect((await deal(id)).closed_on).not.toBeNull();
  });

  test("a task that was done is open again, and done again as of when it was", async () => {
    const { id } = (await ask("POST", "/api/tasks", { subject: "Call" })).body;
    const done = (await ask("PUT", `/api/tasks/${id}/completion`)).body;
    expect((await undo()).body).toMatchObject({ undone: 1, skipped: nothingSkipped });
    expect((await ask("GET", `/api/tasks/${id}`)).body.done_at).toBeNull();
    expect((await redo()).body).toMatchObject({ undone: 1 });
    expect((await ask("GET", `/api/tasks/${id}`)).body.done_at).toBe(done.done_at);
  });
});

test("what followed by a rule goes back with what it followed from", async () => {
  const [acme, beta] = [await company({ name: "Acme" }), await company({ name: "Beta" })];
  const name = { given: "Ana", family: "Ilieva" };
  const { id } = (await ask("POST", "/api/people", { name, email: "ilieva@example.com", company: acme }))
    .body;
  const { rows: before } = await standing(id);
  await ask("PATCH", `/api/people/${id}`, { email: "new@example.com", company: beta });
  const { rows: after } = await standing(id);
  expect(after).not.toEqual(before);
  expect((await undo()).body).toMatchObject({ undone: 1, skipped: nothingSkipped });
  expect((await standing(id)).rows).toEqual(before);
  expect((await redo()).body).toMatchObject({ undone: 1, skipped: nothingSkipped });
  expect((await standing(id)).rows).toEqual(after);
});

/** What hangs on a party: addresses with the main one, relations with those that ended. */
function standing(party: string) {
  return sql`select value as what, main as stands from contact_points
      where party_id = ${party}::uuid and archived_at is null
    union all select p.name, r.ended_on is null from relations r join parties p on p.id = r.to_id
      where r.from_id = ${party}::uuid and r.archived_at is null
    order by 1, 2`.execute(door.runtime.database);
}

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
async function giveInstead(
  { authorization }: { authorization: string },
  grant: object,
  permissions = everything.permissions,
): Promise<void> {
  const beginning = authorization.slice("Bearer ".length).slice(0, 9);
  await sql`update roles set grants = ${JSON.stringify({ permissions, objects: { "*": grant } })}::jsonb
    where id in (select role_id from api_keys where beginning = ${beginning})`.execute(door.runtime.database);
  door.runtime.recheckAccess();
}

test("a step of a document is taken back by its own capability or not at all: nothing of it comes apart", async () => {
  const customer = await company({ name: "Step" });
  const deal = (await ask("POST", "/api/deals", { name: "Steps", company: customer })).body.id;
  const done = async (method: Method, url: string, payload?: object) => {
    const { status, body } = await ask(method, url, payload);
    expect([url, status < 300]).toEqual([url, true]);
    return body;
  };
  const standing = () =>
    sql<{ stands: unknown }>`
      select jsonb_build_object(
        'quotes', (select jsonb_agg(jsonb_build_array(number, state, archived_at is null) order by id) from quotes),
        'orders', (select jsonb_agg(jsonb_build_array(number, state, archived_at is null) order by id) from orders),
        'invoices', (select jsonb_agg(jsonb_build_array(number, state, archived_at is null) order by id) from invoices),
        'deals', (select jsonb_agg(stage_id order by id) from deals)) as stands`.execute(
      door.runtime.database,
    );
  const holds = async (step: string) => {
    const before = (await standing()).rows;
    const { body } = await undo();
    expect([step, body.undone, body.skipped.governed > 0]).toEqual([step, 0, true]);
    expect((await standing()).rows).toEqual(before);
  };
  const first = (await done("POST", "/api/quotes", { customer, deal })).id;
  await done("PUT", `/api/quotes/${first}/lines`, {
    lines: [{ description: "Work", price: "100", quantity: "2" }],
  });
  await done("POST", `/api/quotes/${first}/sending`);
  await holds("sent");
  const quote = (await done("POST", `/api/quotes/${first}/versions`)).id;
  await holds("new version");
  await done("POST", `/api/quotes/${quote}/sending`);
  const { order } = await done("POST", `/api/quotes/${quote}/acceptance`, {});
  await holds("accepted");
  const invoice = (await done("POST", `/api/orders/${order.id}/invoices`, { by: "ordered" })).id;
  await done("POST", `/api/invoices/${invoice}/issue`);
  await holds("issued");
  await done("POST", `/api/orders/${order.id}/deliveries`, {});
  await holds("delivered");
  const other = (await done("POST", `/api/orders/${order.id}/copies`, {})).id;
  await done("POST", `/api/orders/${other}/confirmation`);
  await holds("confirmed");
  await done("POST", `/api/orders/${other}/cancellation`, { reason: "mistake" });
  await holds("cancelled");
});
