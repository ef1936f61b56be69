import { rm } from "node:fs/promises";
import { AppError } from "#kernel/error";
import { type Actor, note, type Runtime, type Work } from "#records";
import { sql } from "kysely";
import { importsActor } from "./importing-actor.ts";
import { sweepReadingFolders } from "./keeping-files.ts";
import { checkMapping } from "./mapping-check.ts";
import { runImport } from "./running.ts";
import {
  findImport,
  importFile,
  isQuiet,
  patience,
  readImport,
  type StoredImport,
  sessionImports,
  waitForSameFile,
} from "./stored-import.ts";

/**
 * Puts an import, or all prepared files of its session, in the queue. Throws `import_not_ready` where one is not
 * mapped, `already_done` where the same file is being imported already.
 */
export async function queueImports(
  runtime: Runtime,
  actor: Actor,
  id: string,
  wholeSession: boolean,
): Promise<StoredImport> {
  const stored = await runtime.run(actor, "screen", async (work) => {
    const one = await findImport(work, id);
    const files = wholeSession
      ? (await sessionImports(work.db, one.session_id)).filter((file) => file.state === "prepared")
      : [one];
    if (files.length === 0 || files.some((file) => file.state !== "prepared" || !file.mapping))
      throw new AppError("import_not_ready");
    for (const file of files) await setWaiting(work, file);
    for (const { object, file_name, row_count } of files)
      await note(work, {
        kind: "imported",
        ...(object ? { object } : {}),
        details: { file: file_name, rows: row_count },
      });
    return one;
  });
  await queueSession(runtime, stored.session_id);
  return (await readImport(runtime.database, id)) ?? stored;
}

function queueSession(runtime: Runtime, session: string): Promise<void> {
  return runtime.addJob("exchange.import", { session }, { key: `exchange.import ${session}` });
}

async function setWaiting(work: Work, file: StoredImport): Promise<void> {
  await waitForSameFile(work.db, file.id);
  const { rows } = await sql`select 1 from imports
    where sha256 = ${file.sha256} and object = ${file.object} and state in ('waiting', 'running')`.execute(
    work.db,
  );
  if (rows.length > 0) throw new AppError("already_done");
  if (file.mapping) checkMapping(work, file.mapping, file.survey.columns.length);
  await sql`update imports set state = 'waiting', touched_at = now(), rights = ${JSON.stringify(work.actor.rights)}::jsonb
    where id = ${file.id}::uuid`.execute(work.db);
}

/** Looks after a while whether someone still runs the imports of a session, and goes on with them if not. */
export async function keepWatch(runtime: Runtime, sessionId: string): Promise<void> {
  await runtime.addJob(
    "exchange.watch",
    { session: sessionId },
    { key: `exchange.watch ${sessionId}`, runAt: new Date(Date.now() + patience) },
  );
}

export async function watchSession(
  runtime: Runtime,
  sessionId: string,
  stopping?: AbortSignal,
): Promise<void> {
  const underway = (await sessionImports(runtime.database, sessionId)).find(
    ({ state }) => state === "waiting" || state === "running",
  );
  if (!underway) return;
  if (isQuiet(underway)) await runSession(runtime, sessionId, stopping);
  else await keepWatch(runtime, sessionId);
}

/**
 * Runs what waits in a session, one file after the other. Safe to run twice and after a kill. Told to stop, it ends
 * with the rows at hand and leaves the rest to the next server.
 */
export async function runSession(runtime: Runtime, sessionId: string, stopping?: AbortSignal): Promise<void> {
  for (;;) {
    const next = (await sessionImports(runtime.database, sessionId)).find(
      (one) => one.state === "waiting" || one.state === "running",
    );
    if (!next) return;
    const actor = await importsActor(runtime, next);
    if (!actor) {
      await sql`update imports set state = 'failed', problem = '{"code": "not_allowed", "params": {}}', finished_at = now()
        where id = ${next.id}::uuid`.execute(runtime.database);
      continue;
    }
    await runImport(runtime, actor, next.id, { stopping });
    if (stopping?.aborted) return queueSession(runtime, sessionId);
    const after = await readImport(runtime.database, next.id);
    // Someone else is running it: unless they are killed, they will take the rest of the session, too.
    if (after?.state === "running") return keepWatch(runtime, sessionId);
  }
}

/** Stops an import; what it has written stays. */
export async function cancelImport(work: Work, id: string): Promise<void> {
  await findImport(work, id);
  const { numAffectedRows } = await sql`update imports set state = 'cancelled', finished_at = now()
    where id = ${id}::uuid and state in ('waiting', 'running')`.execute(work.db);
  if (!numAffectedRows) throw new AppError("import_not_ready");
}

/** Forgets a file that was not imported. */
export async function discardImport(runtime: Runtime, actor: Actor, id: string): Promise<void> {
  await runtime.run(actor, "screen", async (work) => {
    await findImport(work, id);
    const { numAffectedRows } =
      await sql`delete from imports where id = ${id}::uuid and state = 'prepared'`.execute(work.db);
    if (!numAffectedRows) throw new AppError("import_not_ready");
  });
  await rm(importFile(runtime.settings, id), { force: true });
}

/** By the clock: goes on with imports that nobody runs any more, and clears files away that are done with. */
export async function sweepImports(runtime: Runtime): Promise<void> {
  const { rows: stuck } = await sql<{ session_id: string }>`select distinct session_id from imports
    where state in ('waiting', 'running') and touched_at < now() - interval '2 minutes'`.execute(
    runtime.database,
  );
  for (const { session_id } of stuck) {
    await queueSession(runtime, session_id);
  }
  const { rows: forgotten } = await sql<{ id: string }>`delete from imports
    where state = 'prepared' and touched_at < now() - interval '7 days' returning id`.execute(
    runtime.database,
  );
  const { rows: old } = await sql<{ id: string }>`select id from imports
    where finished_at between now() - interval '8 days' and now() - interval '7 days'`.execute(
    runtime.database,
  );
  for (const { id } of [...forgotten, ...old]) await rm(importFile(runtime.settings, id), { force: true });
  await sweepReadingFolders(runtime.settings);
}
