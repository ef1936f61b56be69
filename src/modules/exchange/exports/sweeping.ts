import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import type { Runtime } from "#records";
import { exportLimits } from "../contract/exports.ts";
import { queueExport } from "./starting.ts";
import { exportFolder } from "./stored-export.ts";

/** By the clock: takes up exports that nobody writes any more, and removes what has been kept long enough. */
export async function sweepExports(runtime: Runtime): Promise<void> {
  const { rows: stuck } = await sql<{ id: string }>`select id from exports
    where state in ('waiting', 'running') and touched_at < now() - interval '2 minutes'`.execute(
    runtime.database,
  );
  for (const { id } of stuck) await queueExport(runtime, id);
  await sql`delete from exports
    where finished_at < now() - ${exportLimits.keptDays} * interval '1 day'`.execute(runtime.database);
  await removeOrphans(runtime);
}

/** Files of exports that are gone, and what a killed writer left. */
async function removeOrphans({ database, settings }: Runtime): Promise<void> {
  const folder = exportFolder(settings);
  const names = await readdir(folder).catch(() => []);
  const ids = names.map((name) => name.slice(0, 36)).filter((id) => /^[0-9a-f-]{36}$/.test(id));
  if (ids.length === 0) return;
  const { rows } = await sql<{ id: string; run_id: string }>`select id, run_id from exports
    where id = any(${ids}::uuid[]) and state in ('running', 'done')`.execute(database);
  const wanted = new Set(rows.flatMap(({ id, run_id }) => [id, `${id}.${run_id}`]));
  for (const name of names) if (!wanted.has(name)) await rm(join(folder, name), { force: true });
}
