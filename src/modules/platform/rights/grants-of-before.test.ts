import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { testDatabase } from "../../../../test/harness.ts";
import { grantsOf } from "./grants.ts";

const folder = new URL("../../../../db/migrations/", import.meta.url);

test("roles of before the grants of exports and bulk changes keep what their permissions allowed", async () => {
  const { pool } = await testDatabase({ migrated: false });
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  const apply = async (some: string[]) => {
    for (const name of some) await pool.query(await readFile(new URL(name, folder), "utf8"));
  };
  await apply(names.filter((name) => name < "0074"));
  const objects = {
    deal: { read: "all", change: "own", delete: "none", create: true },
    stage: { read: "all" },
    task: { read: "none", change: "none", delete: "none", create: false },
  };
  const before = {
    administrator: { objects: { "*": { read: "all", change: "all" } }, permissions: ["*"] },
    both: { objects, permissions: ["exports:run", "deals:move", "records:bulk"] },
    neither: { objects, permissions: [] },
    salesperson: { objects: {}, permissions: ["deals:move"] },
  };
  for (const [name, grants] of Object.entries(before))
    await pool.query("insert into roles (key, name, grants) values ($1, $1, $2)", [name, grants]);
  await apply(["0074_rights.sql"]);
  const { rows } = await pool.query("select name, grants from roles");
  const after = Object.fromEntries(rows.map(({ name, grants }) => [name, grantsOf(grants)]));
  expect(after["administrator"]).toMatchObject({
    objects: { "*": { export: true, bulk: true } },
    permissions: ["*"],
  });
  expect(after["both"]).toMatchObject({
    objects: {
      deal: { read: "all", change: "own", export: true, bulk: true },
      stage: { export: true, bulk: false },
      task: { export: false, bulk: false },
    },
    permissions: ["deals:move"],
  });
  expect(after["neither"]).toMatchObject({
    objects: { deal: { export: false, bulk: false } },
    permissions: [],
  });
  expect(after["salesperson"]).toEqual({ objects: {}, permissions: ["deals:move", "records:share"] });
});
