import type { Work } from "#records";
import { sql } from "kysely";
import type { FileRow } from "../reading/rows.ts";
import { type RowOutcome, writeRows } from "./batch.ts";
import type { Batch } from "./batches.ts";
import { Directory } from "./directory.ts";
import { nothingBesides } from "./gathering.ts";
import { clipped } from "../values/clipping.ts";
import type { RowDraft } from "./interpreting.ts";
import type { Place } from "./progress.ts";
import { problemsOf } from "./row-fault.ts";
import { type Run, Superseded } from "./run.ts";

/** Takes a batch in one unit; when a row of it is at fault, halves are taken apart until it stands alone. */
export async function takeBatch(run: Run, batch: Batch, place: Place): Promise<void> {
  await takeRows(run, place, batch.rows, batch.drafts);
  place.done();
}

async function takeRows(
  run: Run,
  place: Place,
  rows: readonly FileRow[],
  drafts: readonly RowDraft[],
): Promise<void> {
  const directory = new Directory(run.directory);
  try {
    await run.unit(async (work) => {
      await assertOurs(work, run);
      const writing = { importId: run.stored.id, checked: run.checked, directory, since: run.since };
      await note(work, run, place, rows, await writeRows(work, writing, drafts));
    });
    run.directory.absorb(directory);
  } catch (error) {
    const problems = problemsOf(error);
    if (!problems) throw error;
    if (rows.length === 1) return noteFailure(run, place, rows, problems);
    const half = Math.ceil(rows.length / 2);
    for (const some of [rows.slice(0, half), rows.slice(half)])
      await takeRows(run, place, some, some.map(run.interpret));
  }
}

async function noteFailure(
  run: Run,
  place: Place,
  rows: readonly FileRow[],
  problems: RowDraft["problems"],
): Promise<void> {
  await run.unit(async (work) => {
    const failed = rows.map((row): RowOutcome => {
      const draft: RowDraft = {
        row,
        values: {},
        shaped: {},
        lines: {},
        references: [],
        closing: null,
        besides: nothingBesides(),
        assumed: [],
        problems,
      };
      return { draft, outcome: "failed", recordId: null };
    });
    await note(work, run, place, rows, failed);
  });
}

// Before much is written; what counts is looked at again when it is noted. The batch does not wait for the disk: its ledger is lost or kept with
// its records, and what a power cut takes is imported again. The end of the import waits, for all before it.
async function assertOurs(work: Work, { stored }: Run): Promise<void> {
  const { rows } = await sql<{ run_id: string }>`
    select run_id, set_config('synchronous_commit', 'off', true) from imports
    where id = ${stored.id}::uuid and state = 'running'`.execute(work.db);
  if (rows[0]?.run_id !== stored.run_id) throw new Superseded();
}

/** Writes what became of the rows. Two processes that run the same import meet here: the one that it was taken from gives up. */
async function note(
  work: Work,
  { stored }: Run,
  place: Place,
  rows: readonly FileRow[],
  outcomes: readonly RowOutcome[],
): Promise<void> {
  await noteFailed(work, stored.id, outcomes);
  await noteRecords(work, stored.id, outcomes);
  await sql`insert into import_units (import_id, unit_id, at)
    values (${stored.id}::uuid, ${work.unit}::uuid, ${work.now}::timestamptz)`.execute(work.db);
  const count = (kind: RowOutcome["outcome"]): number =>
    outcomes.filter(({ outcome }) => outcome === kind).length;
  // Last of all: until it commits, nobody else can say how far the import is.
  const { numAffectedRows } = await sql`update imports
    set cursor = greatest(cursor, ${place.cursorAt(rows.at(-1)?.number ?? 0)}), processed = processed + ${rows.length},
      created = created + ${count("created")}, updated = updated + ${count("updated")},
      unchanged = unchanged + ${count("unchanged")}, failed = failed + ${count("failed")}, touched_at = now()
    where id = ${stored.id}::uuid and state = 'running' and run_id = ${stored.run_id}::uuid`.execute(work.db);
  if (!numAffectedRows) throw new Superseded();
}

async function noteFailed(work: Work, importId: string, outcomes: readonly RowOutcome[]): Promise<void> {
  const failed = outcomes
    .filter(({ outcome }) => outcome === "failed")
    .map(({ draft: { row, problems } }) => ({
      row: row.number,
      problems,
      cells: row.cells.map((cell) => clipped(cell, cell.length)),
    }));
  if (failed.length === 0) return;
  await sql`insert into import_failed_rows (import_id, row, problems, cells)
    select ${importId}::uuid, r.* from jsonb_to_recordset(${JSON.stringify(failed)}::jsonb)
      as r(row integer, problems jsonb, cells jsonb)`.execute(work.db);
}

/** One row of the ledger for all that became the same: most batches make records alone. */
async function noteRecords(work: Work, importId: string, outcomes: readonly RowOutcome[]): Promise<void> {
  const inOrder = outcomes.toSorted((one, other) => one.draft.row.number - other.draft.row.number);
  for (const [outcome, same] of Map.groupBy(inOrder, (one) => one.outcome)) {
    if (outcome === "failed") continue;
    const rows = same.map(({ draft }) => draft.row.number);
    const records = same.map(({ recordId }) => recordId);
    await sql`insert into import_outcomes (import_id, outcome, last_row, rows, records)
      values (${importId}::uuid, ${outcome}, ${rows.at(-1)}, ${rows}::integer[], ${records}::uuid[])`.execute(
      work.db,
    );
  }
}
