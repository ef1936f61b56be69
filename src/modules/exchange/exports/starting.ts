import { rm } from "node:fs/promises";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { newId } from "#kernel/id";
import { type Actor, type CatalogueObject, countOf, note, type Runtime, type Work } from "#records";
import { type ExportFormat, exportLimits } from "../contract/exports.ts";
import { exportColumns } from "./columns.ts";
import { assertFormat } from "./exporting.ts";
import { formats } from "./formats.ts";
import type { ExportRequest } from "./list-to-export.ts";
import { exportFile, findExport, readExport, type StoredExport } from "./stored-export.ts";

/**
 * Begins to write a list to a file in the background. Throws what a list would, `not_allowed` where the actor may not
 * export it, `too_many` while they have as much under way, or kept, as one may.
 */
export async function startExport(
  runtime: Runtime,
  actor: Actor,
  object: CatalogueObject,
  { format, ...request }: ExportRequest & { readonly format: ExportFormat },
): Promise<StoredExport> {
  assertFormat(object, format);
  if (actor.userId === null) throw new AppError("not_allowed");
  const id = newId();
  await runtime.run(actor, "screen", async (work) => {
    exportColumns(work, object, request.fields);
    const { value } = await countOf(work, object, request);
    await assertWithinLimits(work);
    const name = `${object.plural}-${work.now.toISOString().slice(0, 10)}.${formats[format].extension}`;
    await sql`insert into exports (id, object, format, request, file_name, row_count, rights, created_by)
      values (${id}::uuid, ${object.name}, ${format}, ${JSON.stringify(request)}::jsonb, ${name}, ${value},
        ${JSON.stringify(actor.rights)}::jsonb, ${actor.userId}::uuid)`.execute(work.db);
    const { ids, ...told } = request;
    const details = { ...told, ...(ids && { chosen: ids.length }), format };
    await note(work, { kind: "exported", object: object.name, details });
  });
  await queueExport(runtime, id);
  const stored = await readExport(runtime.database, id);
  if (!stored) throw new AppError("not_found");
  return stored;
}

export function queueExport(runtime: Runtime, id: string): Promise<void> {
  return runtime.addJob("exchange.export", { export: id }, { key: `exchange.export ${id}` });
}

/** Throws `too_many`. Two that begin at the same moment count one after the other. */
export async function assertWithinLimits({ db, actor }: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`exports ${actor.userId}`}, 0))`.execute(db);
  const { rows } = await sql<{ underway: number; kept: number }>`
    select count(*) filter (where state in ('waiting', 'running'))::int as underway,
      count(*) filter (where state = 'done')::int as kept
    from exports where created_by = ${actor.userId}::uuid`.execute(db);
  const { underway = 0, kept = 0 } = rows[0] ?? {};
  if (underway >= exportLimits.atOnce)
    throw new AppError("too_many", { params: { max: exportLimits.atOnce } });
  if (kept >= exportLimits.kept) throw new AppError("too_many", { params: { max: exportLimits.kept } });
}

/** Stops an export, or removes the file that came of it. Whoever writes it finds out with the next page. */
export async function discardExport(runtime: Runtime, actor: Actor, id: string): Promise<void> {
  await runtime.run(actor, "screen", async (work) => {
    await findExport(work, id);
    await sql`delete from exports where id = ${id}::uuid`.execute(work.db);
  });
  await rm(exportFile(runtime.settings, id), { force: true });
}
