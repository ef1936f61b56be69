import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { AppError } from "#kernel/error";
import { organisationOf } from "#platform";
import { note, usableView, type Work } from "#records";
import { exportLimits } from "../contract/exports.ts";
import type { ScheduledExport } from "../contract/schedules.ts";
import { assertRoom, isFull } from "../disk-room.ts";
import { exportedPieces } from "../exports/exporting.ts";
import type { Chunk } from "../exports/formats.ts";
import type { ExportRequest } from "../exports/list-to-export.ts";
import { atPlace } from "../places/opening.ts";
import { contentIn } from "../places/place.ts";
import { findPlace } from "../places/stored-place.ts";
import { scheduledFolder } from "./clock.ts";
import { nameAt } from "./due-times.ts";
import { objectOf } from "./keeping.ts";
import type { Running } from "./running.ts";
import { noteFile } from "./stored-run.ts";

/**
 * Writes a list and puts it in its place under the name of its due time, as its owner may see it now. It is written here first: only what
 * is whole goes out, and there it gets its name when all of it came.
 */
export async function runScheduledExport(running: Running): Promise<void> {
  const { runtime, schedule, run } = running;
  const what = schedule.definition as ScheduledExport;
  const folder = scheduledFolder(runtime.settings);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeLeft(folder, run.id);
  const path = join(folder, `${run.id}.${run.run_id}`);
  try {
    const measured = await write(running, what, path);
    const { timeZone } = await organisationOf(runtime.database);
    const name = nameAt(what.file_name, run.due_at, timeZone);
    const place = await runtime.runAsSystem((work) => findPlace(work, what.place));
    await running.onStep();
    await atPlace(runtime, place, (open) => open.put(name, contentIn(path, measured)));
    await noteFile(runtime.database, run, { name, size: measured.size });
  } finally {
    await rm(path, { force: true });
  }
}

// What a killed process left of the same run.
async function removeLeft(folder: string, id: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.startsWith(id)) await rm(join(folder, name), { force: true });
}

async function write(
  { runtime, actor, onStep }: Running,
  { list }: ScheduledExport,
  path: string,
): Promise<{ size: number; sha256: string }> {
  const request = await runtime.run(await actor(), "system", async (work) => {
    const { name } = objectOf(work, list.object);
    await note(work, { kind: "exported", object: name, details: { ...list } });
    return requestOf(work, list);
  });
  const onPage = async (): Promise<void> => {
    await onStep();
    await assertRoom(runtime.settings.dataFolder);
  };
  const object = objectOf(runtime, list.object);
  return measure(exportedPieces(runtime, actor, object, { ...request, format: list.format }, onPage), path);
}

/** What a view says now, and what the schedule itself says before it. */
async function requestOf(work: Work, list: ScheduledExport["list"]): Promise<ExportRequest> {
  const { view, object: _object, format: _format, ...told } = list;
  if (view === undefined) return told;
  const { definition } = await usableView(work, view);
  const fields = definition.columns?.map(({ field }) => field).join(",");
  return { filter: definition.filter, sort: definition.sort, fields, ...given(told) };
}

function given<T extends object>(told: T): Partial<T> {
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as Partial<T>;
}

async function measure(
  pieces: AsyncGenerator<Chunk>,
  path: string,
): Promise<{ size: number; sha256: string }> {
  const hash = createHash("sha256");
  let size = 0;
  const measured = async function* (): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      const bytes = Buffer.from(piece as Uint8Array);
      size += bytes.length;
      if (size > exportLimits.fileBytes) throw new AppError("too_large");
      hash.update(bytes);
      yield bytes;
    }
  };
  try {
    await pipeline(measured, createWriteStream(path, { flags: "wx", mode: 0o600 }));
  } catch (error) {
    throw isFull(error) ? new AppError("storage_full", { cause: error }) : error;
  }
  return { size, sha256: hash.digest("hex") };
}
