import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { newId } from "#kernel/id";
import { narrowed } from "#platform";
import type { Actor, Runtime } from "#records";
import { exportLimits } from "../contract/exports.ts";
import { assertRoom, isFull } from "../disk-room.ts";
import { exportedPieces } from "./exporting.ts";
import type { Chunk } from "./formats.ts";
import type { Exporter } from "./list-to-export.ts";
import { assertMayTakeOrganisation, type TakeOrganisation } from "./organisation.ts";
import { queueExport } from "./starting.ts";
import { exportFile, exportFolder, type StoredExport } from "./stored-export.ts";

/** Someone else writes this export, or it was stopped. */
class Superseded extends Error {}

/** The process ends; the next one begins anew. */
class Stopped extends Error {}

/**
 * Writes the file of an export that is `waiting`, or was when its writer was killed: from the beginning, under a name of its
 * own, and only when it is whole under the one that is offered. With the rights that whoever asked for it has now, and no
 * more than then.
 */
export async function runExport(runtime: Runtime, id: string, running: Running): Promise<void> {
  const stored = await begin(runtime, id);
  if (!stored) return;
  const unfinished = `${exportFile(runtime.settings, id)}.${stored.run_id}`;
  try {
    await mkdir(exportFolder(runtime.settings), { recursive: true, mode: 0o700 });
    const size = await written(runtime, stored, { ...running, to: unfinished });
    await rename(unfinished, exportFile(runtime.settings, id));
    await finish(runtime, stored, { state: "done", size });
  } catch (error) {
    await rm(unfinished, { force: true });
    await endWith(runtime, stored, error);
  }
}

interface Running {
  readonly stopping?: AbortSignal | undefined;
  readonly takeOrganisation: TakeOrganisation;
}

/** Times it is begun before it is given up: what kills its process each time would do so for ever. */
const mostRuns = 5;

async function begin(runtime: Runtime, id: string): Promise<StoredExport | undefined> {
  const { rows } = await sql<StoredExport>`update exports
    set state = 'running', run_id = ${newId()}::uuid, runs = runs + 1, processed = 0, touched_at = now()
    where id = ${id}::uuid and state in ('waiting', 'running') returning *`.execute(runtime.database);
  const [stored] = rows;
  if (!stored || stored.runs <= mostRuns) return stored;
  await finish(runtime, stored, { state: "failed", problem: { code: "internal", params: {} } });
  return undefined;
}

/** Writes what was asked for to a file. Answers its size. */
function written(
  runtime: Runtime,
  stored: StoredExport,
  { stopping, takeOrganisation, to }: Running & { readonly to: string },
): Promise<number> {
  const exporter = exporterOf(runtime, stored);
  const onPage = async (count: number): Promise<void> => {
    await progress(runtime, stored, count);
    if (stopping?.aborted) throw new Stopped();
    await assertRoom(runtime.settings.dataFolder);
  };
  const write = (pieces: AsyncGenerator<Chunk>) => writeFile(to, pieces, limitOf(stored));
  if (stored.format !== "archive") {
    const request = { ...stored.request, format: stored.format };
    const object = runtime.catalogue.object(stored.object);
    return write(exportedPieces(runtime, exporter, object, request, onPage));
  }
  return takeWhole(runtime, { exporter, onPage, takeOrganisation }, write);
}

async function takeWhole(
  runtime: Runtime,
  taking: {
    readonly exporter: Exporter;
    readonly onPage: (count: number) => Promise<void>;
    readonly takeOrganisation: TakeOrganisation;
  },
  write: (pieces: AsyncGenerator<Chunk>) => Promise<number>,
): Promise<number> {
  const { locale } = await taking.exporter();
  const onRows = async (count: number): Promise<void> => {
    assertMayTakeOrganisation(await taking.exporter());
    await taking.onPage(count);
  };
  await onRows(0);
  return taking.takeOrganisation(runtime, { locale, onRows }, write);
}

const limitOf = ({ format }: StoredExport): number =>
  format === "archive" ? exportLimits.archiveBytes : exportLimits.fileBytes;

/** Who asked for it, as they are at each page; the same actor as long as nothing changes, for queries are kept by it. */
function exporterOf(runtime: Runtime, stored: StoredExport): Exporter {
  let known: { readonly user: Actor; readonly actor: Actor } | undefined;
  return async () => {
    const user = await runtime.actorOf(stored.created_by);
    if (!user) throw new AppError("not_allowed");
    if (known?.user !== user)
      known = { user, actor: { ...user, rights: narrowed(stored.rights, user.rights) } };
    return known.actor;
  };
}

async function progress({ database }: Runtime, { id, run_id }: StoredExport, count: number): Promise<void> {
  const { numAffectedRows } =
    await sql`update exports set processed = processed + ${count}, touched_at = now()
    where id = ${id}::uuid and run_id = ${run_id}::uuid and state = 'running'`.execute(database);
  if (!numAffectedRows) throw new Superseded();
}

async function writeFile(path: string, all: AsyncGenerator<Chunk>, most: number): Promise<number> {
  const file = await open(path, "wx", 0o600);
  try {
    return await writePieces(file, all, most);
  } finally {
    await file.close();
  }
}

async function writePieces(file: FileHandle, all: AsyncGenerator<Chunk>, most: number): Promise<number> {
  let size = 0;
  for await (const piece of all) {
    const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
    size += bytes.length;
    if (size > most) throw new AppError("too_large");
    for (let written = 0; written < bytes.length; )
      written += (await file.write(bytes, written)).bytesWritten;
  }
  await file.sync();
  return size;
}

interface Ending {
  readonly state: "done" | "failed";
  readonly size?: number;
  readonly problem?: object;
}

async function finish(
  { database, settings }: Runtime,
  { id, run_id }: StoredExport,
  ending: Ending,
): Promise<void> {
  const { state, size = null, problem } = ending;
  const { numAffectedRows } = await sql`update exports
    set state = ${state}, file_size = ${size}, problem = ${problem ? JSON.stringify(problem) : null}::jsonb,
      finished_at = now(), touched_at = now()
    where id = ${id}::uuid and run_id = ${run_id}::uuid and state = 'running'`.execute(database);
  // Removed in the moment in which it was done: nobody would ever ask for the file.
  if (!numAffectedRows) await removeUnlessTaken(database, settings, id);
}

async function removeUnlessTaken(
  database: Runtime["database"],
  settings: Runtime["settings"],
  id: string,
): Promise<void> {
  const { rows } = await sql`select 1 from exports where id = ${id}::uuid`.execute(database);
  if (rows.length === 0) await rm(exportFile(settings, id), { force: true });
}

/** What is no fault of the request, such as a lost connection, is thrown: the job is done again. */
async function endWith(runtime: Runtime, stored: StoredExport, error: unknown): Promise<void> {
  if (error instanceof Superseded) return;
  if (error instanceof Stopped) {
    await sql`update exports set state = 'waiting', runs = runs - 1
      where id = ${stored.id}::uuid and run_id = ${stored.run_id}::uuid and state = 'running'`.execute(
      runtime.database,
    );
    return queueExport(runtime, stored.id);
  }
  const told = isFull(error) ? new AppError("storage_full", { cause: error }) : error;
  if (!(told instanceof AppError) || told.code === "internal") throw error;
  const problem = { code: told.code, params: told.details.params ?? {} };
  await finish(runtime, stored, { state: "failed", problem });
}
