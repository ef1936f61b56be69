import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { everyRight } from "../../../../test/builders.ts";
import { somebody } from "../../../../test/somebody.ts";
import { daily, filesIn, openScheduleHouse, type ScheduleHouse } from "../testing/schedule-house.ts";
import { keepSchedules } from "./clock.ts";
import { runSchedule } from "./running.ts";

let house: ScheduleHouse;

beforeAll(async () => {
  house = await openScheduleHouse();
  for (const [name, employees] of [
    ["Acme", 10],
    ["Busy", 200],
    ["Calm", 3],
  ] as const)
    await house.say("POST", "/api/companies", { name, employees });
});

const companies = (more: object = {}) => ({
  object: "companies",
  format: "csv",
  fields: "name,employees",
  sort: "name",
  ...more,
});
const exported = (place: string, more: object = {}, list: object = {}) => ({
  name: "Companies",
  rhythm: daily,
  what: { kind: "export", place, list: companies(list), file_name: "companies-{date}.csv", ...more },
});

const today = () =>
  new Intl.DateTimeFormat("sv", { timeZone: "Europe/Sofia" }).format(new Date(Date.now() - 60_000));
const rowsIn = async (path: string) =>
  (await readFile(path, "utf8")).replace("\uFEFF", "").trimEnd().split("\r\n");

test("a list goes to its place when its time comes, once, whoever works it off, and is told in the log", async () => {
  const { id: place, folder } = await house.place("once");
  const { id, next_at } = await house.schedule(exported(place));
  expect(new Date(next_at ?? "").getTime()).toBeGreaterThan(Date.now());
  await house.rows(
    `update schedules set next_at = date_trunc('minute', now()) - interval '1 minute' where id = '${id}'`,
  );
  await Promise.all([1, 2, 3].map(() => keepSchedules(house.runtime)));
  const due = await house.rows<{ id: string }>(`select id from schedule_runs where schedule_id = '${id}'`);
  expect(due).toHaveLength(1);
  await Promise.all([1, 2, 3].map(() => runSchedule(house.runtime, due[0]?.id ?? "")));
  expect(await filesIn(folder)).toEqual([`companies-${today()}.csv`]);
  expect(await rowsIn(join(folder, `companies-${today()}.csv`))).toEqual([
    "Name,Employees",
    "Acme,10",
    "Busy,200",
    "Calm,3",
  ]);
  const [run] = await house.runs(id);
  expect(run).toMatchObject({
    state: "done",
    attempts: 1,
    files: [{ name: `companies-${today()}.csv` }],
    problem: null,
  });
  const { body: after } = await house.say("GET", `/api/schedules/${id}`);
  expect(new Date(after.next_at).getTime()).toBeGreaterThan(Date.now());
  expect(await filesIn(join(house.runtime.settings.dataFolder, "scheduled"))).toEqual([]);
  const noted = await house.rows<{ kind: string }>(
    "select kind from history where kind in ('schedule_made', 'exported') order by id",
  );
  expect(noted.map(({ kind }) => kind)).toEqual(["schedule_made", "exported"]);
});

test("times that passed while nobody worked are one run, and one by hand is another", async () => {
  const { id: place, folder } = await house.place("late");
  const { id } = await house.schedule({
    ...exported(place, { file_name: "{date} {time}.csv" }),
    rhythm: { every: "hour", minute: 0 },
  });
  await house.rows(
    `update schedules set next_at = date_trunc('hour', now()) - interval '50 hours' where id = '${id}'`,
  );
  await keepSchedules(house.runtime);
  expect(await house.runs(id)).toHaveLength(1);
  await house.say("POST", `/api/schedules/${id}/runs`);
  await house.tick(id);
  expect((await house.runs(id)).map(({ state }) => state)).toEqual(["done", "done"]);
  expect(await filesIn(folder)).toHaveLength(2);
});

test("a view that is changed changes the file; a format is any that suits", async () => {
  const view = await house.say("POST", "/api/views", {
    object: "company",
    name: "Large",
    kind: "table",
    definition: { filter: { field: "employees", op: "gt", value: 100 }, columns: [{ field: "name" }] },
  });
  expect(view.status).toBe(201);
  const { id: place, folder } = await house.place("view");
  const list = { object: "companies", format: "csv", view: view.body.id };
  const { id } = await house.schedule({
    ...exported(place),
    what: { kind: "export", place, list, file_name: "large.csv" },
  });
  await house.tick(id);
  expect(await rowsIn(join(folder, "large.csv"))).toEqual(["Name", "Busy"]);
  const definition = { ...view.body.definition, filter: { field: "employees", op: "lt", value: 100 } };
  const changed = await house.say("PATCH", `/api/views/${view.body.id}`, {
    definition,
    version: view.body.version,
  });
  expect(changed.status).toBe(200);
  await house.tick(id);
  expect(await rowsIn(join(folder, "large.csv"))).toEqual(["Name", "Acme", "Calm"]);
  const { id: other } = await house.schedule(exported(place, { file_name: "all.xlsx" }, { format: "xlsx" }));
  await house.tick(other);
  expect((await readFile(join(folder, "all.xlsx"))).subarray(0, 2).toString()).toBe("PK");
  for (const wrong of [
    { list: { ...list, format: "vcard", object: "deals", view: undefined } },
    { list: { ...list, view: place } },
    { file_name: "../{date}.csv" },
    { place: id },
  ])
    expect((await house.say("POST", "/api/schedules", exported(place, wrong))).status).toBe(422);
});

test("it goes out as its owner may see it then; who may no longer export is told, and the schedule is switched off", async () => {
  const { id: place, folder } = await house.place("rights");
  const company = { read: "all", export: true, fields: { employees: "hidden" } };
  const ivan = await somebody(house, "Ivan", {
    objects: { company },
    permissions: ["schedules:manage"],
  } as never);
  const { id } = await house.schedule(exported(place, { file_name: "{date}.csv" }), ivan.headers);
  expect((await house.tick(id)).problem).toBeNull();
  expect(await rowsIn(join(folder, `${today()}.csv`))).toEqual(["Name", "Acme", "Busy", "Calm"]);
  const petar = await somebody(house, "Petar", {
    objects: { company },
    permissions: ["schedules:manage"],
  } as never);
  expect((await house.say("GET", `/api/schedules/${id}`, undefined, petar.headers)).status).toBe(404);
  expect((await house.say("GET", "/api/schedules", undefined, petar.headers)).body.data).toEqual([]);
  await house.rows(
    `update roles set grants = jsonb_set(grants, '{objects,company,export}', 'false') where name = 'Ivan'`,
  );
  house.runtime.recheckAccess();
  const failed = await house.tick(id);
  expect(failed).toMatchObject({
    state: "failed",
    attempts: 1,
    problem: expect.stringMatching(/not allowed|may not/i),
  });
  expect((await house.say("GET", `/api/schedules/${id}`)).body).toMatchObject({
    next_at: null,
    off_reason: "failing",
  });
  const told = await house.rows(`select user_id, kind from notifications where record_id = '${id}'`);
  expect(told).toEqual([{ user_id: ivan.id, kind: "schedule_failed" }]);
  await house.say("PUT", `/api/schedules/${id}/activation`);
  expect((await house.say("GET", `/api/schedules/${id}`)).body.off_reason).toBeNull();
});

test("a schedule of who may no longer keep any goes on no more, and they hear of it", async () => {
  const { id: place, folder } = await house.place("no longer");
  const company = { read: "all", export: true };
  const vera = await somebody(house, "Vera", {
    objects: { company },
    permissions: ["schedules:manage"],
  } as never);
  const { id } = await house.schedule(exported(place), vera.headers);
  await house.rows(`update roles set grants = jsonb_set(grants, '{permissions}', '[]') where name = 'Vera'`);
  house.runtime.recheckAccess();
  expect(await house.tick(id)).toMatchObject({ state: "failed", attempts: 1, files: [] });
  expect(await filesIn(folder)).toEqual([]);
  expect(await house.rows(`select user_id, kind from notifications where record_id = '${id}'`)).toEqual([
    { user_id: vera.id, kind: "schedule_failed" },
  ]);
});

test("a place that is away is tried again after growing pauses, and given up at last", async () => {
  const { id: place, folder } = await house.place("away");
  const { id } = await house.schedule(exported(place));
  await rename(folder, `${folder}-elsewhere`);
  const pauses: number[] = [];
  for (let attempt = 1; attempt <= 4; attempt++) {
    const run = await house.tick(id);
    expect(run).toMatchObject({
      state: "waiting",
      attempts: attempt,
      problem: expect.stringMatching(/no such folder/),
    });
    pauses.push(Math.round((new Date(run.next_try_at ?? "").getTime() - Date.now()) / 60_000));
  }
  expect(pauses).toEqual([1, 5, 30, 120]);
  expect((await house.say("DELETE", `/api/places/${place}`)).body.code).toBe("place_in_use");
  await rename(`${folder}-elsewhere`, folder);
  expect(await house.tick(id)).toMatchObject({ state: "done", attempts: 5, problem: null });
  expect(await filesIn(folder)).toHaveLength(1);
  await rename(folder, `${folder}-elsewhere`);
  for (let attempt = 1; attempt < 5; attempt++) await house.tick(id);
  expect(await house.tick(id)).toMatchObject({ state: "failed", attempts: 5 });
  expect((await house.say("DELETE", `/api/schedules/${id}`)).status).toBe(204);
  expect((await house.say("DELETE", `/api/places/${place}`)).status).toBe(204);
});

test("a run that is killed, again and again, leaves one whole file at last and nothing beside it", {
  timeout: 120_000,
}, async () => {
  await house.rows(
    "insert into parties (kind, name, employees) select 'company', 'Company ' || n, n from generate_series(1, 20000) n",
  );
  const { id: place, folder } = await house.place("killed");
  await writeFile(join(folder, "other.txt"), "stays");
  await chmod(folder, 0o777);
  const { id } = await house.schedule(exported(place, { file_name: "all.csv" }));
  await house.rows(`update schedules set next_at = now() - interval '1 minute' where id = '${id}'`);
  await keepSchedules(house.runtime);
  const [due] = await house.rows<{ id: string }>(`select id from schedule_runs where schedule_id = '${id}'`);
  const begin = () =>
    spawn(
      process.execPath,
      [
        new URL("../../../../test/scheduling-process.ts", import.meta.url).pathname,
        house.databaseUrl,
        house.runtime.settings.dataFolder,
        house.root,
        due?.id ?? "",
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
  for (let kills = 1; kills <= 3; kills++) {
    const running = begin();
    const gone = once(running, "exit");
    // Who looks a thousand times a second while the other is still starting takes the processor from it.
    await once(running.stdout, "data");
    await expect
      .poll(async () => (await house.runs(id))[0]?.attempts, { timeout: 60_000, interval: 1 })
      .toBe(kills);
    running.kill("SIGKILL");
    await gone;
    if ((await house.runs(id))[0]?.state === "done") break;
    expect(await filesIn(folder)).not.toContain("companies.csv");
    // As if two minutes had passed.
    await house.rows(
      `update schedule_runs set touched_at = now() - interval '3 minutes' where schedule_id = '${id}'`,
    );
  }
  await once(begin(), "exit");
  expect((await house.runs(id))[0]).toMatchObject({ state: "done", problem: null });
  expect(await filesIn(folder)).toEqual(["all.csv", "other.txt"]);
  expect(await rowsIn(join(folder, "all.csv"))).toHaveLength(20_004);
  expect(await filesIn(join(house.runtime.settings.dataFolder, "scheduled"))).toEqual([]);
});

test("who may do everything else but keep schedules or places is refused", async () => {
  const others = everyRight.permissions.filter((one) => one !== "*");
  const key = await house.key({
    ...everyRight,
    permissions: others.filter((one) => !/^(schedules|places):/.test(one)),
  });
  for (const [method, url] of [
    ["GET", "/api/schedules"],
    ["GET", "/api/places"],
    ["POST", "/api/places"],
  ] as const)
    expect(
      (
        await house.say(
          method,
          url,
          method === "POST" ? { name: "x", where: { kind: "folder" } } : undefined,
          key,
        )
      ).status,
    ).toBe(403);
});
