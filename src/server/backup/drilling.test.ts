import pg from "pg";
import { beforeAll, expect, inject, test } from "vitest";
import { databaseUrl } from "../../../test/database-server.ts";
import { differences } from "./comparing.ts";
import { drillBackup } from "./drilling.ts";
import { withOwnClient } from "./own-client.ts";
import { restoreBackup } from "./restoring.ts";
import { readStructure } from "./structure.ts";
import { archiveOf, type BackedUp, emptyPlace, look, openBackedUp, unlike } from "./testing/backed-up.ts";
import type { Walked } from "./walking.ts";

let office: BackedUp;
let archive: Buffer;

beforeAll(async () => {
  office = await openBackedUp();
  archive = await office.take();
});

test("a drill proves a backup and leaves no database behind", async () => {
  const { adminUrl } = inject("testServer");
  const drilled = await drillBackup(archiveOf(archive), {
    url: office.house.databaseUrl,
    makerUrl: adminUrl,
  });
  expect(drilled).toMatchObject({ ok: true, differences: [], seals: { ok: true } });
  await expect(
    drillBackup(archiveOf(archive), { url: office.house.databaseUrl, makerUrl: office.house.databaseUrl }),
  ).rejects.toMatchObject({ code: "drill_not_allowed" });
  const broken = drillBackup(archiveOf(archive.subarray(0, -9)), {
    url: office.house.databaseUrl,
    makerUrl: adminUrl,
  });
  await expect(broken).rejects.toMatchObject({ code: "backup_cut_off" });
  // Others may be at a drill of their own on this server: theirs are in use.
  const unused =
    "select datname from pg_database d where datname like 'rapport_drill_%' and not exists (select from pg_stat_activity a where a.datname = d.datname)";
  await expect.poll(() => look(adminUrl, unused), { timeout: 45_000 }).toEqual([]);
});

test("what a killed drill left is dropped by one a day later, and one that was just made stays", async () => {
  const { adminUrl } = inject("testServer");
  const made = (daysAgo: number) => (Math.floor(Date.now() / 1000) - daysAgo * 86_400).toString(16);
  const [old, young] = [`rapport_drill_${made(2)}aaaa`, `rapport_drill_${made(0)}aaaa`];
  for (const name of [old, young]) await look(adminUrl, `create database ${name}`);
  await drillBackup(archiveOf(archive), { url: office.house.databaseUrl, makerUrl: adminUrl });
  const left = await look(
    adminUrl,
    `select datname from pg_database where datname in ('${old}', '${young}')`,
  );
  await look(adminUrl, `drop database ${young}`);
  expect(left).toEqual([{ datname: young }]);
});

test("a drill tells of a log whose seals do not fit, though every checksum does", async () => {
  const intruder = new pg.Client({
    connectionString: databaseUrl(
      inject("testServer").adminUrl,
      new URL(office.house.databaseUrl).pathname.slice(1),
    ),
  });
  await intruder.connect();
  await intruder.query("begin");
  await intruder.query("alter table history disable trigger user");
  await intruder.query(
    "update history set at = at - interval '1 day' where id = (select min(id) from history)",
  );
  await intruder.query("commit");
  await intruder.end();
  const drilled = await drillBackup(archiveOf(await office.take()), {
    url: office.house.databaseUrl,
    makerUrl: inject("testServer").adminUrl,
  });
  expect(drilled).toMatchObject({ ok: false, differences: [], seals: { ok: false } });
});

test("every difference of a restored database is named", async () => {
  const target = await emptyPlace();
  await restoreBackup(target, archiveOf(archive));
  // Rows that only lie elsewhere are no difference.
  const moved =
    "update field_definitions set removed_at = removed_at where ctid = (select min(ctid) from field_definitions)";
  await look(target.url, moved);
  expect(await unlike(target.url, archive)).toEqual([
    "content public.event_cursors",
    "content public.event_log",
    "content public.events",
  ]);
  await withOwnClient(target.url, async (client) => {
    await client.query("update parties set website = 'https://other.example'");
    await client.query("delete from x_car where name = 'Car 0.01'");
    await client.query("alter table x_car add column y integer default 7");
    await client.query("drop index deals_close");
    await client.query("select setval('history_id_seq', 1000000)");
  });
  expect(await unlike(target.url, archive)).toEqual(
    expect.arrayContaining([
      "content public.parties",
      "rows public.x_car",
      "sequence public.history_id_seq",
      "structure create table public.x_car (",
      expect.stringMatching(/^structure CREATE INDEX deals_close /),
    ]),
  );
});

test("a view is the same in the words of another version of PostgreSQL", async () => {
  const target = await emptyPlace();
  // As 18 writes it and 15 does not, and the other way round.
  const [short, long] = [
    "select deal_id, count(deal_id) as n from (select * from x) s group by deal_id",
    "select s.deal_id, count(s.deal_id) as n from (select x.* from x) s group by s.deal_id",
  ];
  const walked = (view: string): Walked => {
    const structure = { before: [], after: [`create view public.counted as\n${view}`], tables: [] };
    return { structure, contents: { tables: {}, files: {}, sequences: [] } } as unknown as Walked;
  };
  await withOwnClient(target.url, async (client) => {
    await client.query("create table x (deal_id integer)");
    const found = async (view: string) =>
      (await differences(client, walked(view), new Map()))
        .filter(({ name }) => name.startsWith("create view"))
        .map(({ name }) => name);
    await client.query(`create view counted as ${long}`);
    const view = (await readStructure(client)).find(({ kind }) => kind === "view");
    const body = String(view?.sql).split("\n").slice(1).join("\n");
    expect(await found(body)).toEqual([]);
    expect(await found(body.replaceAll("s.deal_id", "deal_id"))).toEqual([]);
    expect(await found(body.replaceAll(/\bdeal_id/g, "s.deal_id").replaceAll("s.s.", "s."))).toEqual([]);
    expect((await found(body.replace("count", "sum"))).length).toBe(2);
    await client.query(`drop view counted; create view counted as ${short}`);
    expect(await found(body)).toEqual([]);
  });
});
