import { rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { sql } from "kysely";
import type { Runtime, Work } from "#records";
import { filesFolder, pathOf } from "./keeping.ts";

/**
 * Removes a file for good, content and all, in the unit in which whoever spoke of it forgets it. The content goes first to where it is
 * swept away, so that a kill in between leaves nothing that stays. Throws where something else still speaks of the file.
 */
export async function removeFile(
  runtime: Runtime,
  id: string,
  forget: (work: Work) => Promise<void>,
): Promise<void> {
  const { settings, database } = runtime;
  const { rows } = await sql<{ location: string }>`select location from files where id = ${id}`.execute(
    database,
  );
  const [file] = rows;
  // Somebody else was sooner: what speaks of it is forgotten all the same.
  if (!file) return runtime.runAsSystem(forget);
  const there = pathOf(settings, file.location);
  const away = join(filesFolder(settings), "incoming", basename(there));
  await rename(there, away).catch(() => {});
  try {
    await runtime.runAsSystem(async (work) => {
      await forget(work);
      await sql`delete from files where id = ${id}`.execute(work.db);
    });
  } catch (error) {
    await rename(away, there).catch(() => {});
    throw error;
  }
  await rm(away, { force: true });
}
