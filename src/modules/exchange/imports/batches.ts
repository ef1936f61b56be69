import { type FileRow, readRows } from "../reading/rows.ts";
import type { RowDraft } from "./interpreting.ts";
import type { Run } from "./run.ts";
import { importFile } from "./stored-import.ts";

/** Rows written in one transaction, together with their ledger: what a kill can cost is those at work, done again. */
const batchSize = 500;

/** Rows with what they mean, read before it is their turn. */
export interface Batch {
  readonly rows: readonly FileRow[];
  readonly drafts: readonly RowDraft[];
  /** Whether they mean options that were not there when they were read. */
  readonly isBefore: boolean;
}

/** The rows of the file that are not dealt with, the next ones read while those before are at work. */
export function batches(run: Run): AsyncGenerator<Batch> {
  return oneAhead(batchesOf(run));
}

async function* batchesOf(run: Run): AsyncGenerator<Batch> {
  const { stored, runtime } = run;
  let batch = emptyBatch();
  let isFirst = true;
  for await (const some of readRows(importFile(runtime.settings, stored.id), stored.layout)) {
    for (const row of some) {
      const isHeading = isFirst && stored.survey.header;
      isFirst = false;
      if (isHeading || run.progress.isOver(row.number)) continue;
      const draft = run.interpret(row);
      if (isEnough(batch, draft)) {
        yield { ...batch, isBefore: run.asksForOptions() };
        batch = emptyBatch();
      }
      batch.rows.push(row);
      batch.drafts.push(draft);
    }
  }
  if (batch.rows.length > 0) yield { ...batch, isBefore: run.asksForOptions() };
}

function emptyBatch(): { readonly rows: FileRow[]; readonly drafts: RowDraft[] } {
  return { rows: [], drafts: [] };
}

// Rows that name the same, as the people of a company, stay together as far as can be: then the next batch need not wait.
function isEnough({ drafts }: { readonly drafts: readonly RowDraft[] }, next: RowDraft): boolean {
  if (drafts.length < batchSize) return false;
  const named = new Set(drafts.at(-1)?.references.map(({ text }) => text));
  return drafts.length >= 2 * batchSize || !next.references.some(({ text }) => named.has(text));
}

async function* oneAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next();
  try {
    for (;;) {
      const { value, done } = await next;
      if (done) return;
      next = source.next();
      // What goes wrong ahead is told when it is its turn.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    await source.return(undefined);
  }
}
