import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { AppError } from "#kernel/error";
import type { Actor, Runtime } from "#records";
import { sql } from "kysely";
import type { Mapping } from "../contract/imports.ts";
import { checkMapping } from "./mapping-check.ts";
import { problemText } from "./problem-texts.ts";
import { runImport } from "./running.ts";
import { discardImport, keepWatch } from "./session.ts";
import {
  isQuiet,
  readImport,
  saveMapping,
  sessionImports,
  type StoredImport,
  sameFileUnderway,
  waitForSameFile,
} from "./stored-import.ts";
import { takeFile } from "./uploading.ts";
import type { RowProblem } from "./interpreting.ts";

export interface FileImport {
  /** Path of the file. */
  readonly file: string;
  /** Name or plural of the object: `person`, `people`; suggested by the headings unless told. */
  readonly object?: string;
  /** Suggested unless told. */
  readonly mapping?: Mapping;
  readonly actor: Actor;
  readonly onProgress?: (progress: { readonly processed: number; readonly rows: number }) => void;
}

/** What came of one list of rows. */
export interface PartResult {
  readonly import: string;
  /** What the file is called, with what lies in it: `book.xlsx › Prices`. */
  readonly name: string;
  readonly object: string;
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly seconds: number;
  /** The first hundred rows that failed. */
  readonly errors: readonly { readonly row: number; readonly text: string }[];
}

/** What came of a file: of its first list of rows, and of the others where it holds several. */
export interface ImportResult extends PartResult {
  readonly others: readonly PartResult[];
  /** What did not become rows, or nobody knows what it is about. */
  readonly leftOut: readonly string[];
}

/**
 * Imports a file from disk at once and answers what came of it: the command line's way in. What an earlier one left
 * of the same file when it was killed is gone on with. Throws `already_done` while another imports the file,
 * `import_mapping_invalid` where one mapping is given for several lists, or nothing says what a file is about.
 */
export async function runImportFromFile(runtime: Runtime, request: FileImport): Promise<ImportResult> {
  const { actor } = request;
  const uploaded = await takeFile(runtime, actor, createReadStream(request.file), {
    name: basename(request.file),
    object: request.object,
  });
  const parts = await sessionImports(runtime.database, uploaded.session_id);
  if (request.mapping && parts.length > 1) throw new AppError("import_mapping_invalid", { field: "object" });
  const results: PartResult[] = [];
  const unknown: string[] = [];
  for (const part of parts) {
    if (parts.length === 1 || part.mapping) results.push(await runPart(runtime, request, part));
    else {
      await discardImport(runtime, actor, part.id);
      unknown.push(part.file_name);
    }
  }
  const [first, ...others] = results;
  if (!first) throw new AppError("import_mapping_invalid", { field: "object" });
  return { ...first, others, leftOut: [...uploaded.left_out.map(({ name }) => name), ...unknown] };
}

async function runPart(
  runtime: Runtime,
  { actor, mapping, onProgress }: FileImport,
  part: StoredImport,
): Promise<PartResult> {
  await decideMapping(runtime, actor, part, mapping);
  const started = await startOrGoOn(runtime, actor, part);
  const rows = started.row_count;
  for (let now: StoredImport | undefined = started; now && isActive(now); ) {
    if (now === started || isQuiet(now))
      await runImport(runtime, actor, started.id, {
        onProgress: (processed) => onProgress?.({ processed, rows }),
      });
    now = await readImport(runtime.database, started.id);
    // A server that took this one for dead goes on with it.
    if (now && isActive(now)) await pause(500);
  }
  return resultOf(runtime, actor, started.id);
}

const isActive = ({ state }: StoredImport): boolean => state === "waiting" || state === "running";

async function decideMapping(
  runtime: Runtime,
  actor: Actor,
  uploaded: StoredImport,
  mapping: Mapping | undefined,
): Promise<void> {
  const wanted = mapping ?? uploaded.mapping;
  if (!wanted) throw new AppError("import_mapping_invalid", { field: "object" });
  await runtime.run(actor, "import", async (work) => {
    checkMapping(work, wanted, uploaded.survey.columns.length);
    await saveMapping(work, uploaded.id, wanted.object, wanted);
  });
}

async function startOrGoOn(runtime: Runtime, actor: Actor, uploaded: StoredImport): Promise<StoredImport> {
  const started = (await startFirst(runtime, uploaded)) ?? (await leftBehind(runtime, uploaded));
  if (started.id !== uploaded.id) await discardImport(runtime, actor, uploaded.id);
  // Should this process be killed, the next server goes on with it.
  await keepWatch(runtime, started.session_id);
  return started;
}

/** Starts this import unless another of the same file was started before. */
async function startFirst(runtime: Runtime, { id }: StoredImport): Promise<StoredImport | undefined> {
  return runtime.database.transaction().execute(async (transaction) => {
    await waitForSameFile(transaction, id);
    const { rows } = await sql<StoredImport>`update imports set state = 'waiting', touched_at = now()
      where id = ${id}::uuid and not exists (select from imports other
        where other.sha256 = imports.sha256 and other.object = imports.object and other.state in ('waiting', 'running'))
      returning *`.execute(transaction);
    return rows[0];
  });
}

/** The import of the same file that nobody has at hand any more. */
async function leftBehind(runtime: Runtime, { id }: StoredImport): Promise<StoredImport> {
  for (;;) {
    const other = await sameFileUnderway(runtime.database, id);
    if (!other) throw new AppError("already_done");
    if (isQuiet(other)) return other;
    const before = other.processed;
    await pause(1000);
    const after = await readImport(runtime.database, other.id);
    if (after?.processed !== before) throw new AppError("already_done");
  }
}

async function resultOf(runtime: Runtime, actor: Actor, id: string): Promise<PartResult> {
  const stored = await readImport(runtime.database, id);
  if (!stored?.object) throw new AppError("not_found");
  if (stored.problem) throw new AppError("import_file_unreadable", { params: stored.problem.params });
  const { rows } = await sql<{
    row: number;
    problems: RowProblem[];
  }>`select row, problems from import_failed_rows
    where import_id = ${id}::uuid order by row limit 100`.execute(runtime.database);
  const { created, updated, unchanged, failed, started_at, finished_at } = stored;
  return {
    import: id,
    name: stored.file_name,
    object: stored.object,
    rows: stored.row_count,
    created,
    updated,
    unchanged,
    failed,
    seconds: started_at && finished_at ? (finished_at.getTime() - started_at.getTime()) / 1000 : 0,
    errors: rows.map(({ row, problems }) => ({
      row,
      text: problems.map((problem) => problemText(actor.locale, problem)).join(" "),
    })),
  };
}
