import { AppError } from "#kernel/error";
import type { Actor, Runtime, Work } from "#records";
import { sql } from "kysely";
import { openChoices } from "./choices.ts";
import { headingsOf } from "./details.ts";
import { canBeInBulk } from "./in-bulk.ts";
import { Directory } from "./directory.ts";
import { type Interpret, interpreter } from "./interpreting.ts";
import { type CheckedMapping, checkMapping } from "./mapping-check.ts";
import { Progress } from "./progress.ts";
import type { StoredImport } from "./stored-import.ts";
import { titlesOf } from "./titles.ts";

/** Someone else runs this import, or it was stopped. */
export class Superseded extends Error {}

/** An import that runs, with all that its batches have in common. */
export interface Run {
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
  readonly progress: Progress;
  /** Opens the unit that a batch is written in. */
  readonly unit: <T>(capability: (work: Work) => Promise<T>) => Promise<T>;
}

/** Takes over an import that is `waiting` or `running`: whoever ran it before finds that it is not theirs any more. */
export async function takeOver(runtime: Runtime, id: string): Promise<StoredImport | undefined> {
  const { rows } = await sql<StoredImport>`update imports
    set state = 'running', run_id = uuid_v7(), started_at = coalesce(started_at, now()), touched_at = now()
    where id = ${id}::uuid and state in ('waiting', 'running') returning *`.execute(runtime.database);
  return rows[0];
}

/** Throws as `checkMapping`. */
export async function prepareRun(runtime: Runtime, actor: Actor, stored: StoredImport): Promise<Run> {
  return runtime.run(actor, "import", async (work) => {
    if (!stored.mapping) throw new AppError("import_not_ready");
    const checked = checkMapping(work, stored.mapping, stored.survey.columns.length);
    const choices = await openChoices(work, titlesOf(runtime.catalogue));
    const { rows: beyond } = await sql<{ row: number }>`
      select row from import_failed_rows where import_id = ${stored.id}::uuid and row > ${stored.cursor}
      union all select unnest(rows) from import_outcomes
      where import_id = ${stored.id}::uuid and last_row > ${stored.cursor}`.execute(work.db);
    return {
      runtime,
      actor,
      stored,
      checked,
      unit: (capability) =>
        canBeInBulk(runtime.catalogue, checked)
          ? runtime.runInBulk(actor, "import", capability)
          : runtime.run(actor, "import", capability),
      interpret: interpreter(work, checked, headingsOf(stored), choices),
      addOptions: () => runtime.run(actor, "import", (unit) => choices.addWanted(unit)),
      asksForOptions: () => choices.wanted().size > 0,
      directory: new Directory(),
      since: stored.started_at ?? work.now,
      progress: new Progress(
        stored.cursor,
        beyond.map(({ row }) => row),
      ),
    };
  });
}
