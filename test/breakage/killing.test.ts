import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Installation, openInstallation, within } from "./installation.ts";

const deals = 8800;
/** The customer of one deal in the midst of each file. */
const midway = "Midway";

let rapport: Installation;

beforeAll(async () => {
  rapport = await openInstallation();
  await rapport.start();
  await rapport.ask("POST", "/api/companies", { name: midway });
});

afterAll(() => rapport?.end());

test("an import that was started on the screen goes on by itself after a kill, and ends exact", async () => {
  const file = Buffer.from(dealsFile("Screen"));
  const uploaded = await rapport.ask("POST", "/api/imports?name=deals.csv&object=deals", file, octets);
  const { id, mapping } = (await uploaded.json()) as { id: string; mapping: unknown };
  expect(mapping).toBeTruthy();
  const letGo = await holdInTheMidst();
  expect((await rapport.ask("POST", `/api/imports/${id}/run`, {})).status).toBe(202);
  await within(60, async () => ((await stateOf(id)).processed > 1500 ? true : undefined));
  await rapport.kill();
  letGo();
  await rapport.start();
  const { processed } = await stateOf(id);
  expect(processed).toBeLessThan(deals);
  await within(60, async () => (await stateOf(id)).processed > processed);
  await within(60, async () => (await stateOf(id)).state === "done");
  expect(await stateOf(id)).toMatchObject({ processed: deals, created: deals, failed: 0 });
  await assertExact("Screen");
});

test("an import that was started in the terminal and killed is ended by the server", async () => {
  await rapport.kill();
  const path = join(rapport.folder, "terminal.csv");
  writeFileSync(path, dealsFile("Terminal"));
  const importing = rapport.spawn("import", path, "--object", "deals", "--yes", "--json");
  const newest = () =>
    rapport
      .rows<{ id: string; processed: number; state: string }>(
        "select id, processed, state from imports where file_name = 'terminal.csv' order by created_at desc limit 1",
      )
      .catch(() => []);
  const letGo = await within(60, () => holdInTheMidst().catch(() => undefined));
  const { id } = await within(60, async () => (await newest()).find(({ processed }) => processed > 1500));
  importing.kill("SIGKILL");
  letGo();
  await rapport.start();
  const { processed } = await stateOf(id);
  expect(processed).toBeLessThan(deals);
  await within(60, async () => (await stateOf(id)).processed > processed);
  await within(60, async () => (await stateOf(id)).state === "done");
  await assertExact("Terminal");
});

test("what was acknowledged is there after a kill, once, with its history, and nothing else is half there", async () => {
  const acknowledged = new Set<string>();
  let sent = 0;
  let killed = false;
  const write = async (): Promise<void> => {
    while (!killed) {
      const name = `Loop ${++sent}`;
      const answer = await rapport.ask("POST", "/api/deals", { name }).catch(() => undefined);
      if (answer?.status === 201) acknowledged.add(name);
      else if (answer) throw new Error(await answer.text());
      else killed = true;
    }
  };
  const writing = Promise.all([1, 2, 3, 4].map(write));
  await within(60, () => acknowledged.size > 60);
  await rapport.kill();
  await writing;
  await rapport.start();
  const stored = await assertWhole("Loop");
  expect([...acknowledged].filter((name) => !stored.includes(name))).toEqual([]);
  expect(stored.length).toBeLessThanOrEqual(acknowledged.size + 4);
});

test("what a kill met is sent again under its Idempotency-Key: done once, and answered as before", async () => {
  const told = new Map<string, string>();
  let sent = 0;
  const send = (name: string) =>
    rapport.ask("POST", "/api/deals", { name }, { "idempotency-key": `key of ${name}`.replaceAll(" ", "-") });
  const writing = async (): Promise<void> => {
    for (;;) {
      const name = `Once ${++sent}`;
      const answer = await send(name).catch(() => undefined);
      const text = await answer?.text().catch(() => undefined);
      if (answer?.status !== 201 || text === undefined) return;
      told.set(name, text);
    }
  };
  const writers = Promise.all([1, 2, 3, 4].map(writing));
  await within(60, () => told.size > 60);
  await rapport.kill();
  await writers;
  await rapport.start();
  for (let number = 1; number <= sent; number++) {
    const name = `Once ${number}`;
    const again = await send(name);
    expect(again.status).toBe(201);
    const text = await again.text();
    if (told.has(name))
      expect([again.headers.get("idempotent-replayed"), text]).toEqual(["true", told.get(name)]);
  }
  const [found] = await rapport.rows<{ deals: number; names: number }>(
    "select count(*)::int as deals, count(distinct name)::int as names from deals where name like 'Once %'",
  );
  expect(found).toEqual({ deals: sent, names: sent });
});

test("a change of many records that a kill meets is made whole or not at all", async () => {
  const ids = (
    await rapport.rows<{ id: string }>("select id from deals where name like 'Screen%' limit 1000")
  ).map(({ id }) => id);
  let answered = false;
  const changing = rapport
    .ask("POST", "/api/deals/bulk", { ids, change: { amount: null } })
    .catch(() => undefined)
    .finally(() => {
      answered = true;
    });
  // Who looks too late finds it done, and it has to be there whole.
  await within(60, async () => {
    const busy = await rapport.rows(
      "select 1 from pg_stat_activity where state <> 'idle' and xact_start < now() - interval '30 milliseconds' and application_name = 'rapport' and backend_xid is not null",
    );
    return answered || busy.length > 0;
  });
  await rapport.kill();
  const acknowledged = (await changing)?.ok;
  await rapport.start();
  const [found] = await rapport.rows<{ changed: number; history: number }>(
    `select (select count(*)::int from deals where name like 'Screen%' and amount is null) as changed,
      (select count(*)::int from history where object = 'deal' and kind = 'changed'
        and record_id in (select id from deals where name like 'Screen%')) as history`,
  );
  expect(found?.changed).toBe(found?.history);
  expect(acknowledged ? [ids.length] : [0, ids.length]).toContain(found?.changed);
});

/** Holds imports in their midst until they are let go, so that a kill meets them however late it comes. */
function holdInTheMidst(): Promise<() => void> {
  return rapport.hold(`select 1 from parties where name = '${midway}' for update`);
}

const octets = { "content-type": "application/octet-stream" };

function dealsFile(name: string): string {
  const lines = Array.from(
    { length: deals },
    (_, index) =>
      `${name} ${index},${index === deals / 2 ? midway : `Customer ${index % 90}`},${100 + index},2026-0${1 + (index % 9)}-15`,
  );
  return ["Deal,Company,Amount,Close date", ...lines, ""].join("\n");
}

async function stateOf(id: string) {
  const [found] = await rapport.rows<{ state: string; processed: number; created: number; failed: number }>(
    `select state, processed, created, failed from imports where id = '${id}'`,
  );
  if (!found) throw new Error("no such import");
  return found;
}

async function assertExact(name: string): Promise<void> {
  const stored = await assertWhole(name);
  expect(stored).toHaveLength(deals);
}

/** Names of the deals that begin so: each is there once, with one word of history and one line in its stage log. */
async function assertWhole(name: string): Promise<string[]> {
  const stored = await rapport.rows<{ name: string; history: number; stages: number }>(
    `select deals.name,
       (select count(*)::int from history where object = 'deal' and record_id = deals.id) as history,
       (select count(*)::int from stage_changes where deal_id = deals.id) as stages
     from deals where deals.name like '${name} %'`,
  );
  expect(stored.filter(({ history, stages }) => history !== 1 || stages !== 1)).toEqual([]);
  const names = stored.map((deal) => deal.name);
  expect(new Set(names).size).toBe(names.length);
  return names;
}
