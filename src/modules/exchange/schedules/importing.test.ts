import { mkdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { daily, filesIn, openScheduleHouse, type ScheduleHouse } from "../testing/schedule-house.ts";
import { runSession } from "../imports/session.ts";

let house: ScheduleHouse;
let template: string;

beforeAll(async () => {
  house = await openScheduleHouse();
  const answer = await house.ask({
    method: "POST",
    url: "/api/imports?name=list.csv",
    headers: { cookie: house.cookie, "content-type": "application/octet-stream" },
    payload: Buffer.from("Title,Code\nFirst,A0\n"),
  });
  const { id } = answer.json<{ id: string }>();
  const assignments = [
    { column: 0, target: "name" },
    { column: 1, target: "registration_number" },
  ];
  const mapping = { object: "company", assignments, keys: ["registration_number"], existing: "update" };
  const mapped = await house.say("PUT", `/api/imports/${id}/mapping`, mapping);
  expect(mapped).toMatchObject({ status: 200 });
  template = (await house.say("POST", "/api/import-templates", { import: id, name: "Daily list" })).body.id;
});

const imported = (place: string, more: object = {}) => ({
  name: "Orders",
  rhythm: daily,
  what: { kind: "import", place, pattern: "list-*.csv", template, ...more },
});

/** Does what the queue would. */
async function workOff(): Promise<void> {
  const waiting = await house.rows<{ session: string }>(
    "select distinct session_id as session from imports where state = 'waiting'",
  );
  for (const { session } of waiting) await runSession(house.runtime, session);
}

const companiesIn = async () =>
  (
    await house.rows<{ name: string; code: string }>(
      "select name, registration_number as code from parties where registration_number is not null order by registration_number",
    )
  ).map(({ name, code }) => `${code} ${name}`);

test("what matches and is new is imported by the template, once for each content, and can be found among the imports", async () => {
  const { id: place, folder } = await house.place("inbox");
  const { id } = await house.schedule(imported(place));
  await writeFile(join(folder, "list-1.csv"), "Title,Code\nAcme,A1\nBusy,A2\n");
  await writeFile(join(folder, "LIST-2.CSV"), "Code,Title\nA3,Calm\n");
  await writeFile(join(folder, "other.csv"), "Title,Code\nOther,A9\n");
  const first = await house.tick(id);
  expect(first).toMatchObject({
    state: "done",
    problem: null,
    files: [{ name: "LIST-2.CSV" }, { name: "list-1.csv" }],
  });
  await workOff();
  expect(await companiesIn()).toEqual(["A1 Acme", "A2 Busy", "A3 Calm"]);
  const { body } = await house.say("GET", `/api/imports/${first.files[1]?.import}`);
  expect(body).toMatchObject({ file_name: "list-1.csv", state: "done" });
  const again = await house.tick(id);
  expect(again.files).toEqual([]);
  await writeFile(join(folder, "list-1.csv"), "Title,Code\nAcme,A1\nBusy,A2\n");
  expect((await house.tick(id)).files).toEqual([]);
  await writeFile(join(folder, "list-1.csv"), "Title,Code\nAcme Ltd,A1\nDaily,A4\n");
  const changed = await house.tick(id);
  expect(changed.files).toMatchObject([{ name: "list-1.csv" }]);
  await workOff();
  expect(await companiesIn()).toEqual(["A1 Acme Ltd", "A2 Busy", "A3 Calm", "A4 Daily"]);
  expect(await filesIn(folder)).toEqual(["LIST-2.CSV", "list-1.csv", "other.csv"]);
});

test("what was taken is put away where the schedule says so; a file that cannot be read keeps out no other, and its owner hears of it", async () => {
  const { id: place, folder } = await house.place("away");
  const { id } = await house.schedule(imported(place, { put_away: true, pattern: "*" }));
  await writeFile(join(folder, "a-empty.csv"), "");
  await writeFile(join(folder, "b-good.csv"), "Title,Code\nGood,B1\n");
  await writeFile(join(folder, "c-others.csv"), "Colour\nblue\n");
  const run = await house.tick(id);
  expect(run).toMatchObject({
    state: "done",
    files: [
      { name: "a-empty.csv", problem: expect.stringMatching(/no rows/) },
      { name: "b-good.csv", import: expect.any(String) },
      { name: "c-others.csv", problem: expect.any(String), import: expect.any(String) },
    ],
  });
  await workOff();
  expect(await companiesIn()).toContain("B1 Good");
  expect(await filesIn(folder)).toEqual(["done"]);
  expect(await filesIn(join(folder, "done"))).toEqual(["a-empty.csv", "b-good.csv", "c-others.csv"]);
  const told = await house.rows<{ file: string }>(
    `select params ->> 'file' as file from notifications where kind = 'schedule_file_refused' and record_id = '${id}' order by 1`,
  );
  expect(told.map(({ file }) => file)).toEqual(["a-empty.csv", "c-others.csv"]);
});

test("a file that was noted and not begun when a kill came is begun by the next run", async () => {
  const { id: place, folder } = await house.place("killed");
  const { id } = await house.schedule(imported(place));
  await writeFile(join(folder, "list-9.csv"), "Title,Code\nLate,C1\n");
  const { files } = await house.tick(id);
  await house.rows(`update imports set state = 'prepared' where id = '${files[0]?.import}'`);
  await house.rows(`update schedule_runs set files = '[]' where schedule_id = '${id}'`);
  expect((await house.tick(id)).files).toEqual([]);
  await workOff();
  await house.tick(id);
  await workOff();
  expect((await companiesIn()).filter((one) => one.startsWith("C1"))).toEqual(["C1 Late"]);
  const made = await house.rows("select id from imports where file_name = 'list-9.csv'");
  expect(made).toHaveLength(1);
});

test("the file at an address is taken when it is another than before; one that is not there is asked for again", async () => {
  let answer = { status: 200, text: "Title,Code\nAfar,E1\n" };
  const server = createServer((_asked, reply) => void reply.writeHead(answer.status).end(answer.text));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const { id } = await house.schedule(
    imported("", { place: undefined, address: "https://example.com/daily list.csv?token=secret" }),
  );
  const [noted] = await house.rows<{ details: string }>(
    `select details::text from history where kind = 'schedule_made' and details ->> 'schedule' = '${id}'`,
  );
  expect(noted?.details).toContain("https://example.com/daily%20list.csv");
  expect(noted?.details).not.toContain("secret");
  // No certificate is good for this machine, so the test goes there without one.
  await house.rows(`update schedules set definition = jsonb_set(definition, '{address}', '"http://127.0.0.1:${port}/daily%20list.csv"')
    where id = '${id}'`);
  expect((await house.tick(id)).files).toMatchObject([
    { name: "daily list.csv", import: expect.any(String) },
  ]);
  expect((await house.tick(id)).files).toEqual([]);
  answer = { status: 404, text: "gone" };
  expect(await house.tick(id)).toMatchObject({ state: "waiting", problem: expect.stringMatching(/gone/) });
  answer = { status: 200, text: "Title,Code\nAfar,E1\nFurther,E2\n" };
  expect(await house.tick(id)).toMatchObject({ state: "done", files: [{ name: "daily list.csv" }] });
  await workOff();
  expect((await companiesIn()).filter((one) => one.startsWith("E"))).toEqual(["E1 Afar", "E2 Further"]);
  server.close();
});

test("an import by the clock needs a template that is there, one source, and the right to import at each run", async () => {
  const { id: place, folder } = await house.place("rights");
  await mkdir(folder, { recursive: true });
  for (const wrong of [
    { template: place },
    { place: undefined },
    { address: "https://example.com/list.csv" },
  ])
    expect((await house.say("POST", "/api/schedules", imported(place, wrong))).status).toBe(422);
  const plain = await house.say(
    "POST",
    "/api/schedules",
    imported(place, { place: undefined, address: "http://example.com/list.csv" }),
  );
  expect(plain.status).toBe(422);
  const inside = await house.schedule(
    imported(place, { place: undefined, address: "https://10.0.0.1/list.csv" }),
  );
  expect(await house.tick(inside.id)).toMatchObject({
    state: "waiting",
    problem: expect.stringMatching(/RAPPORT_EGRESS_ALLOW/),
  });
  const { id } = await house.schedule(imported(place));
  await house.rows(
    `update schedules set rights = jsonb_set(rights, '{permissions}', '["schedules:manage"]') where id = '${id}'`,
  );
  await writeFile(join(folder, "list-1.csv"), "Title,Code\nNever,D1\n");
  expect(await house.tick(id)).toMatchObject({ state: "failed" });
  await rm(folder, { recursive: true });
  expect((await companiesIn()).filter((one) => one.startsWith("D"))).toEqual([]);
});
