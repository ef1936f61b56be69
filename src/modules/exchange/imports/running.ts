import { AppError } from "#kernel/error";
import { notify } from "#platform";
import { type Actor, refreshStatistics, type Runtime } from "#records";
import { sql } from "kysely";
import { assertRoom } from "../disk-room.ts";
import { comparable } from "../values/likeness.ts";
import { type Batch, batches } from "./batches.ts";
import type { RowDraft } from "./interpreting.ts";
import { Lanes } from "./lanes.ts";
import type { CheckedMapping } from "./mapping-check.ts";
import { keyTexts } from "./recognising.ts";
import { prepareRun, type Run, Superseded, takeOver } from "./run.ts";
import type { StoredImport } from "./stored-import.ts";
import { takeBatch } from "./taking.ts";
import { inTurn } from "./turns.ts";

/** Batches written beside each other. */
const lanesAtOnce = 3;
/** After so many batches another import of the same kind of records has its turn, if one waits for it. */
const batchesInTurn = 20;

export interface RunOptions {
  readonly onProgress?: (processed: number) => void;
  /** Ends the run with the batches at hand; the import stays `running`. */
  readonly stopping?: AbortSignal | undefined;
}

/**
 * Imports the rows that are not dealt with of an import that is `waiting` or `running`, batch by batch. Started again
 * after a kill it goes on where the last commits were. What is no row's fault (a full disk, a lost connection) is
 * thrown, and the import goes on when it is run again.
 */
export async function runImport(
  runtime: Runtime,
  actor: Actor,
  id: string,
  options: RunOptions = {},
): Promise<void> {
  const stored = await takeOver(runtime, id);
  if (!stored?.mapping) return;
  try {
    const run = await prepareRun(runtime, actor, stored);
    const source = batches(run);
    try {
      while (await takeTurn(run, source, options));
    } finally {
      await source.return(undefined);
    }
    if (!options.stopping?.aborted) await finish(runtime, id, "done");
  } catch (error) {
    if (error instanceof Superseded) return;
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    await finish(runtime, id, "failed", { code: error.code, params: error.details.params ?? {} });
  }
}

/**
 * Takes batches while no other import makes the like, as long as none waits for its turn; answers whether there are more.
 * The batches at work come to rest only then: to wait for them took a twentieth of the time.
 */
async function takeTurn(run: Run, source: AsyncGenerator<Batch>, options: RunOptions): Promise<boolean> {
  return inTurn(run.runtime, kindsOf(run.checked), async (isAwaited) => {
    const lanes = new Lanes(canLieBeside(run.checked) ? lanesAtOnce : 1);
    let isMore = true;
    try {
      for (let taken = 1; isMore; taken++) {
        const { value: batch } = await source.next();
        isMore = batch !== undefined && !options.stopping?.aborted;
        if (isMore && batch) await beginBatch(run, lanes, batch, options);
        if (taken % batchesInTurn === 0 && (await isAwaited())) break;
      }
    } finally {
      // Whatever went wrong, the turn is over only when nothing is at work.
      await lanes.rest();
    }
    return isMore;
  });
}

async function beginBatch(run: Run, lanes: Lanes, batch: Batch, { onProgress }: RunOptions): Promise<void> {
  const { runtime } = run;
  await assertRoom(runtime.settings.dataFolder);
  const ready = batch.isBefore ? await readAgain(run, batch) : batch;
  const place = run.progress.begin(batch.rows.at(-1)?.number ?? 0);
  await lanes.begin(claimsOf(run, ready.drafts), async () => {
    await takeBatch(run, ready, place);
    const processed = await processedOf(run);
    if (isMoment(processed, batch.rows.length)) await refreshStatistics(runtime.database);
    onProgress?.(processed);
  });
}

// Not the whole import, which carries what its file was found to be: half a megabyte to read for each batch.
async function processedOf({ runtime, stored }: Run): Promise<number> {
  const { rows } = await sql<{ processed: number }>`select processed from imports
    where id = ${stored.id}::uuid`.execute(runtime.database);
  return rows[0]?.processed ?? 0;
}

/** With the options that it means added to the choices. */
async function readAgain(run: Run, { rows }: Batch): Promise<Batch> {
  if (run.asksForOptions()) await run.addOptions();
  return { rows, drafts: rows.map(run.interpret), isBefore: false };
}

// Where rows name records that other rows become, and where records are known by ids from elsewhere, one batch builds on the other.
function canLieBeside({ pointsToOwn, mapping }: CheckedMapping): boolean {
  return !pointsToOwn && mapping.source === undefined;
}

/** What no two batches at once may deal with: keys, ways to reach somebody, and names that are not known to be there. */
function claimsOf({ checked, directory }: Run, drafts: readonly RowDraft[]): Set<string> {
  const claims = new Set<string>();
  for (const draft of drafts) {
    for (const key of keyTexts(draft, checked)) claims.add(key);
    for (const field of ["email", "phone"] as const) {
      const value = draft.values[field];
      if (typeof value === "string") claims.add(`${field} ${value.toLowerCase()}`);
    }
    for (const { object, text } of draft.references)
      if (!directory.find(object, text)) claims.add(`name ${object} ${comparable(text)}`);
  }
  return claims;
}

function kindsOf({ object, placed }: CheckedMapping): Set<string> {
  const named = placed.flatMap(({ target: { definition } }) => {
    if (definition.type === "user") return ["user"];
    return definition.type === "link" || definition.type === "links" ? [definition.to] : [];
  });
  return new Set([object.name, ...named]);
}

// After a thousand rows, four thousand, sixteen thousand and so on.
function isMoment(processed: number, batch: number): boolean {
  for (let rows = 1000; rows <= processed; rows *= 4) if (processed - batch < rows) return true;
  return false;
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
