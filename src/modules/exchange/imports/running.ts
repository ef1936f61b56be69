import { AppError } from "#kernel/error";
import { notify } from "#platform";
import { type Actor, refreshStatistics, type Runtime, type Work } from "#records";
import { sql } from "kysely";
import { assertRoom } from "../disk-room.ts";
import { type FileRow, readRows } from "../reading/rows.ts";
import { problemsOf, type RowOutcome, writeRows } from "./batch.ts";
import { openChoices } from "./choices.ts";
import { Directory } from "./directory.ts";
import { nothingBesides } from "./gathering.ts";
import { clipped, type Interpret, interpreter, type RowDraft } from "./interpreting.ts";
import { type CheckedMapping, checkMapping } from "./mapping-check.ts";
import { headingsOf } from "./details.ts";
import { importFile, readImport, type StoredImport } from "./stored-import.ts";
import { titlesOf } from "./titles.ts";

/** Rows written in one transaction, together with the cursor: what a kill can cost is one batch, done again. */
const batchSize = 500;

/** Someone else runs this import, or it was stopped. */
class Superseded extends Error {}

interface Run {
  readonly runtime: Runtime;
  readonly actor: Actor;
  readonly stored: StoredImport;
  readonly checked: CheckedMapping;
  readonly interpret: Interpret;
  readonly addOptions: () => Promise<void>;
  readonly asksForOptions: () => boolean;
  readonly directory: Directory;
  /** When it began. */
  readonly since: Date;
  cursor: number;
}

export interface RunOptions {
  readonly onProgress?: (processed: number) => void;
  /** Ends the run with the batch at hand; the import stays `running`. */
  readonly stopping?: AbortSignal | undefined;
}

/**
 * Imports the rows behind the cursor of an import that is `waiting` or `running`, batch by batch. Started again
 * after a kill it goes on where the last commit was. What is no row's fault (a full disk, a lost connection) is
 * thrown, and the import goes on when it is run again.
 */
export async function runImport(
  runtime: Runtime,
  actor: Actor,
  id: string,
  { onProgress, stopping }: RunOptions = {},
): Promise<void> {
  const stored = await begin(runtime, id);
  if (!stored?.mapping) return;
  try {
    const run = await prepareRun(runtime, actor, stored);
    let taken = 0;
    for await (const batch of batches(run)) {
      await assertRoom(runtime.settings.dataFolder);
      await takeRows(run, batch);
      if (isMoment((taken += batch.length), batch.length)) await refreshStatistics(runtime.database);
      onProgress?.((await readImport(runtime.database, id))?.processed ?? 0);
      if (stopping?.aborted) return;
    }
    await finish(runtime, id, "done");
  } catch (error) {
    if (error instanceof Superseded) return;
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    await finish(runtime, id, "failed", { code: error.code, params: error.details.params ?? {} });
  }
}

// After a thousand rows, four thousand, sixteen thousand and so on.
function isMoment(taken: number, batch: number): boolean {
  for (let rows = 1000; rows <= taken; rows *= 4) if (taken - batch < rows) return true;
  return false;
}

async function begin(runtime: Runtime, id: string): Promise<StoredImport | undefined> {
  const { rows } =
    await sql<StoredImport>`update imports set state = 'running', started_at = coalesce(started_at, now()), touched_at = now()
    where id = ${id}::uuid and state in ('waiting', 'running') returning *`.execute(runtime.database);
  return rows[0];
}

async function prepareRun(runtime: Runtime, actor: Actor, stored: StoredImport): Promise<Run> {
  return runtime.run(actor, "import", async (work) => {
    const { columns } = stored.survey;
    const checked = checkMapping(work, stored.mapping ?? missing(), columns.length);
    const choices = await openChoices(work, titlesOf(runtime.catalogue));
    return {
      runtime,
      actor,
      stored,
      checked,
      interpret: interpreter(work, checked, headingsOf(stored), choices),
      addOptions: () => runtime.run(actor, "import", (unit) => choices.addWanted(unit)),
      asksForOptions: () => choices.wanted().size > 0,
      directory: new Directory(),
      since: stored.started_at ?? work.now,
      cursor: stored.cursor,
    };
  });
}

const missing = (): never => {
  throw new AppError("import_not_ready");
};

async function* batches(run: Run): AsyncGenerator<FileRow[]> {
  const { stored, runtime } = run;
  let batch: FileRow[] = [];
  let isFirst = true;
  for await (const row of readRows(importFile(runtime.settings, stored.id), stored.layout)) {
    const isHeading = isFirst && stored.survey.header;
    isFirst = false;
    if (isHeading || row.number <= run.cursor) continue;
    batch.push(row);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Takes rows in one unit; when one of them is at fault, halves are taken apart until it stands alone. */
async function takeRows(run: Run, rows: readonly FileRow[]): Promise<void> {
  const directory = new Directory(run.directory);
  try {
    const drafts = await interpretRows(run, rows);
    await run.runtime.run(run.actor, "import", async (work) => {
      await holdCursor(work, run);
      await holdNames(work, run.checked, drafts);
      const writing = { importId: run.stored.id, checked: run.checked, directory, since: run.since };
      const outcomes = await writeRows(work, writing, drafts);
      await note(work, run, rows, outcomes);
    });
    run.directory.absorb(directory);
  } catch (error) {
    const problems = problemsOf(error);
    if (!problems) throw error;
    if (rows.length === 1) return noteFailure(run, rows, problems);
    const half = Math.ceil(rows.length / 2);
    await takeRows(run, rows.slice(0, half));
    await takeRows(run, rows.slice(half));
    return;
  }
  run.cursor = rows.at(-1)?.number ?? run.cursor;
}

async function interpretRows(run: Run, rows: readonly FileRow[]): Promise<RowDraft[]> {
  const drafts = rows.map(run.interpret);
  if (!run.asksForOptions()) return drafts;
  await run.addOptions();
  return rows.map(run.interpret);
}

async function noteFailure(
  run: Run,
  rows: readonly FileRow[],
  problems: RowDraft["problems"],
): Promise<void> {
  await run.runtime.run(run.actor, "import", async (work) => {
    await holdCursor(work, run);
    const failed = rows.map((row): RowOutcome => {
      const draft: RowDraft = {
        row,
        values: {},
        lines: {},
        references: [],
        closing: null,
        besides: nothingBesides(),
        problems,
      };
      return { draft, outcome: "failed", recordId: null };
    });
    await note(work, run, rows, failed);
  });
  run.cursor = rows.at(-1)?.number ?? run.cursor;
}

// Two processes that run the same import meet here: the second finds the cursor moved and gives up.
async function holdCursor(work: Work, run: Run): Promise<void> {
  const { rows } = await sql<{ state: string; cursor: number }>`select state, cursor from imports
    where id = ${run.stored.id}::uuid for update`.execute(work.db);
  if (rows[0]?.state !== "running" || rows[0].cursor !== run.cursor) throw new Superseded();
}

// Imports that make records of the same kind by name take turns, so that no name is made twice.
async function holdNames(work: Work, checked: CheckedMapping, drafts: readonly RowDraft[]): Promise<void> {
  const objects = new Set([
    checked.object.name,
    ...drafts.flatMap((draft) => draft.references.map((one) => one.object)),
  ]);
  for (const object of [...objects].sort()) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`exchange.import ${object}`}, 0))`.execute(
      work.db,
    );
  }
}

async function note(
  work: Work,
  run: Run,
  rows: readonly FileRow[],
  outcomes: readonly RowOutcome[],
): Promise<void> {
  const ledger = outcomes.map(({ draft, outcome, recordId }) => ({
    row: draft.row.number,
    outcome,
    record_id: recordId,
    problems: outcome === "failed" ? draft.problems : null,
    cells: outcome === "failed" ? draft.row.cells.map((cell) => clipped(cell, cell.length)) : null,
  }));
  await sql`insert into import_rows (import_id, row, outcome, record_id, problems, cells)
    select ${run.stored.id}::uuid, r.* from jsonb_to_recordset(${JSON.stringify(ledger)}::jsonb)
      as r(row integer, outcome text, record_id uuid, problems jsonb, cells jsonb)`.execute(work.db);
  await sql`insert into import_units (import_id, unit_id, at)
    values (${run.stored.id}::uuid, ${work.unit}::uuid, ${work.now}::timestamptz)`.execute(work.db);
  const count = (kind: RowOutcome["outcome"]): number =>
    outcomes.filter(({ outcome }) => outcome === kind).length;
  await sql`update imports set cursor = ${rows.at(-1)?.number ?? run.cursor}, processed = processed + ${rows.length},
      created = created + ${count("created")}, updated = updated + ${count("updated")},
      unchanged = unchanged + ${count("unchanged")}, failed = failed + ${count("failed")}, touched_at = now()
    where id = ${run.stored.id}::uuid`.execute(work.db);
}

// The state and the word to whoever gave the file commit together.
async function finish(
  runtime: Runtime,
  id: string,
  state: "done" | "failed",
  problem?: object,
): Promise<void> {
  await runtime.runAsSystem(async (work) => {
    const { rows } = await sql<StoredImport>`update imports
      set state = ${state}, problem = ${problem ? JSON.stringify(problem) : null}::jsonb, finished_at = now(), touched_at = now()
      where id = ${id}::uuid and state = 'running' returning *`.execute(work.db);
    const [ended] = rows;
    if (!ended?.created_by) return;
    await notify(work, [ended.created_by], state === "done" ? "import_done" : "import_failed", {
      id,
      params: { title: ended.file_name, count: ended.created + ended.updated + ended.unchanged },
      once: `import ${id}`,
    });
  });
}
