import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { AppError } from "#kernel/error";
import type { Actor, Runtime } from "#records";
import { sql } from "kysely";
import type { Mapping } from "../contract/imports.ts";
import { checkMapping } from "./mapping-check.ts";
import { problemText } from "./problem-texts.ts";
import { runImport } from "./running.ts";
import { readImport, saveMapping, type StoredImport } from "./stored-import.ts";
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

export interface ImportResult {
  readonly import: string;
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

/** Imports a file from disk at once and answers what came of it: the command line's way in. */
export async function runImportFromFile(runtime: Runtime, request: FileImport): Promise<ImportResult> {
  const { actor, onProgress } = request;
  const uploaded = await takeFile(runtime, actor, createReadStream(request.file), {
    name: basename(request.file),
    object: request.object,
  });
  await decideMapping(runtime, actor, uploaded, request.mapping);
  await start(runtime, uploaded);
  const rows = uploaded.row_count;
  await runImport(runtime, actor, uploaded.id, (processed) => onProgress?.({ processed, rows }));
  return resultOf(runtime, actor, uploaded.id);
}

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

async function start(runtime: Runtime, { id }: StoredImport): Promise<void> {
  await sql`update imports set state = 'waiting' where id = ${id}::uuid
    and not exists (select 1 from imports other where other.sha256 = imports.sha256 and other.object = imports.object
      and other.state in ('waiting', 'running'))`.execute(runtime.database);
  if ((await readImport(runtime.database, id))?.state !== "waiting") throw new AppError("already_done");
}

async function resultOf(runtime: Runtime, actor: Actor, id: string): Promise<ImportResult> {
  const stored = await readImport(runtime.database, id);
  if (!stored?.object) throw new AppError("not_found");
  if (stored.problem) throw new AppError("import_file_unreadable", { params: stored.problem.params });
  const { rows } = await sql<{ row: number; problems: RowProblem[] }>`select row, problems from import_rows
    where import_id = ${id}::uuid and outcome = 'failed' order by row limit 100`.execute(runtime.database);
  const { created, updated, unchanged, failed, started_at, finished_at } = stored;
  return {
    import: id,
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
