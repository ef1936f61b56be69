import { createReadStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { notify } from "#platform";
import type { Actor } from "#records";
import { permits } from "#records/contract";
import { type ScheduledImport, scheduleLimits } from "../contract/schedules.ts";
import { discardImport, queueImports } from "../imports/session.ts";
import { keepFile, withReadingFolder } from "../imports/keeping-files.ts";
import { applyTemplate } from "../imports/templates.ts";
import { takeFile } from "../imports/uploading.ts";
import { troubleOf } from "../places/trouble.ts";
import type { Running } from "./running.ts";
import { type FileToTake, filesToTake } from "./sources.ts";
import { noteFile, type RunFile } from "./stored-run.ts";

/**
 * Imports what is there, matches the pattern and was not taken before, by the template, as its owner may. A file that cannot be imported keeps out no
 * other; its owner hears of it. What a kill interrupted is gone on with: a file is noted as taken before its import begins.
 */
export async function runScheduledImport(running: Running): Promise<void> {
  const { runtime, schedule, run } = running;
  await mkdir(join(runtime.settings.dataFolder, "imports"), { recursive: true });
  await goOn(running);
  let taken = 0;
  await filesToTake(running, schedule.definition as ScheduledImport, async (file) => {
    await running.onStep();
    const one = await take(running, file);
    if (!one) return true;
    await noteFile(runtime.database, run, one);
    taken += 1;
    return taken < scheduleLimits.filesInRun;
  });
}

async function importer({ actor }: Running): Promise<Actor> {
  const now = await actor();
  if (!permits(now.rights, "imports:run")) throw new AppError("not_allowed");
  return now;
}

/** Undefined where it was taken before. */
async function take(running: Running, file: FileToTake): Promise<RunFile | undefined> {
  const { runtime } = running;
  return withReadingFolder(runtime.settings, async (folder) => {
    const path = join(folder, "taken");
    const { size, sha256 } = await keepFile(Readable.from(await file.read()), path);
    // It is being written at this moment: the next run finds it whole.
    if (file.size !== undefined && size !== file.size) return undefined;
    const content = { name: file.name, size, sha256, mark: file.mark };
    if (await isKnown(running, content)) {
      await file.putAway();
      return undefined;
    }
    const one = await importAt(running, path, content);
    await file.putAway();
    return one;
  });
}

interface Taken {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly mark: string | undefined;
}

/** Whether a file of that name and content was taken; if so, its mark is noted, so that it need not be read again. */
async function isKnown({ runtime, schedule }: Running, { name, sha256, mark }: Taken): Promise<boolean> {
  const { rows } = await sql`update schedule_taken set mark = ${mark ?? null}
    where schedule_id = ${schedule.id}::uuid and name = ${name} and sha256 = ${sha256} returning 1`.execute(
    runtime.database,
  );
  return rows.length > 0;
}

async function importAt(running: Running, path: string, file: Taken): Promise<RunFile> {
  const { runtime, schedule } = running;
  const { template } = schedule.definition as ScheduledImport;
  const actor = await importer(running);
  let id: string | undefined;
  try {
    const stored = await takeFile(runtime, actor, createReadStream(path), { name: file.name });
    id = stored.id;
    await runtime.run(actor, "import", (work) => applyTemplate(work, stored, template));
    if (!(await claim(running, file, id))) await discardImport(runtime, actor, id);
    else await queueImports(runtime, actor, id, false);
    return { name: file.name, size: file.size, import: id };
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    await claim(running, file, id);
    await tellOwner(running, file);
    return { name: file.name, size: file.size, ...(id && { import: id }), problem: troubleOf(error) };
  }
}

/** Whether the file is this run's to import. */
async function claim(
  { runtime, schedule }: Running,
  { name, size, sha256, mark }: Taken,
  importId: string | undefined,
): Promise<boolean> {
  const { rows } = await sql`insert into schedule_taken (schedule_id, name, size, sha256, mark, import_id)
    values (${schedule.id}::uuid, ${name}, ${size}, ${sha256}, ${mark ?? null}, ${importId ?? null}::uuid)
    on conflict do nothing returning 1`.execute(runtime.database);
  return rows.length > 0;
}

async function tellOwner({ runtime, schedule, run }: Running, { name, sha256 }: Taken): Promise<void> {
  await runtime.runAsSystem((work) =>
    notify(work, [schedule.owner_id], "schedule_file_refused", {
      id: schedule.id,
      params: { title: schedule.name, file: name },
      once: `schedule ${run.schedule_id} ${sha256}`,
    }),
  );
}

/** Imports whose files were noted as taken when a kill came, before they had begun. */
async function goOn(running: Running): Promise<void> {
  const { runtime, schedule } = running;
  const { rows } = await sql<{
    id: string;
  }>`select i.id from schedule_taken t join imports i on i.id = t.import_id
    where t.schedule_id = ${schedule.id}::uuid and i.state = 'prepared' and i.mapping is not null
      and not exists (select from schedule_runs r, jsonb_array_elements(r.files) f
        where r.schedule_id = t.schedule_id and f ->> 'import' = i.id::text)`.execute(runtime.database);
  for (const { id } of rows) {
    // What cannot be begun stays among the imports for somebody to look at.
    await queueImports(runtime, await importer(running), id, false).catch((error) => {
      if (!(error instanceof AppError) || error.status >= 500) throw error;
    });
  }
}
