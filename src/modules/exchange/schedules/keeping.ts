import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { newId } from "#kernel/id";
import { organisationOf } from "#platform";
import { type CatalogueObject, note, usableView, type Work } from "#records";
import { permits } from "#records/contract";
import {
  type Schedule,
  type Scheduled,
  type ScheduleDefinition,
  type ScheduledExport,
  type ScheduledImport,
  scheduleLimits,
} from "../contract/schedules.ts";
import { exportColumns } from "../exports/columns.ts";
import { assertFormat } from "../exports/exporting.ts";
import { listTemplates } from "../imports/templates.ts";
import { findPlace } from "../places/stored-place.ts";
import { isFileName } from "../places/place.ts";
import { nameAt, nextDue } from "./due-times.ts";
import { findSchedule, summaryOf } from "./stored-schedule.ts";

/** Makes a schedule in the name of the actor. Throws `not_allowed`, `too_many` and what `assertDefinition` does. */
export async function createSchedule(work: Work, definition: ScheduleDefinition): Promise<Schedule> {
  await assertDefinition(work, definition);
  const id = newId();
  const { name, rhythm, what } = definition;
  const { rows } = await sql`
    insert into schedules (id, name, kind, place_id, definition, rhythm, owner_id, rights, next_at, created_by, updated_by)
    select ${id}::uuid, ${name}, ${what.kind}, ${what.place ?? null}::uuid, ${JSON.stringify(what)}::jsonb,
      ${JSON.stringify(rhythm)}::jsonb, ${ownerOf(work)}::uuid, ${JSON.stringify(work.actor.rights)}::jsonb,
      ${await dueAfter(work, definition)}, ${work.actor.userId}::uuid, ${work.actor.userId}::uuid
    where (select count(*) from schedules) < ${scheduleLimits.schedules} returning id`.execute(work.db);
  if (rows.length === 0) throw new AppError("too_many", { params: { max: scheduleLimits.schedules } });
  await note(work, { kind: "schedule_made", details: { schedule: id, name, rhythm, what: noted(what) } });
  return summaryOf(work, await findSchedule(work, id));
}

/** Says a schedule anew; it runs in the name of the actor from then on. Errors as `createSchedule`, and `not_found`, `version_conflict`. */
export async function changeSchedule(
  work: Work,
  { id, version, ...definition }: ScheduleDefinition & { id: string; version: number },
): Promise<Schedule> {
  const stored = await findSchedule(work, id);
  if (stored.version !== version)
    throw new AppError("version_conflict", { extra: { current: await summaryOf(work, stored) } });
  await assertDefinition(work, definition);
  const { name, rhythm, what } = definition;
  const next = stored.next_at === null ? null : await dueAfter(work, definition);
  await sql`update schedules set name = ${name}, kind = ${what.kind}, place_id = ${what.place ?? null}::uuid,
      definition = ${JSON.stringify(what)}::jsonb, rhythm = ${JSON.stringify(rhythm)}::jsonb, owner_id = ${ownerOf(work)}::uuid,
      rights = ${JSON.stringify(work.actor.rights)}::jsonb, next_at = ${next}, updated_at = ${work.now},
      updated_by = ${work.actor.userId}::uuid, version = version + 1
    where id = ${id}::uuid`.execute(work.db);
  await note(work, { kind: "schedule_changed", details: { schedule: id, name, rhythm, what: noted(what) } });
  return summaryOf(work, await findSchedule(work, id));
}

/** As the log tells it: what stands beside the path of an address may be secret. */
function noted(what: Scheduled): Scheduled {
  if (what.kind !== "import" || what.address === undefined) return what;
  const { origin, pathname } = new URL(what.address);
  return { ...what, address: origin + pathname };
}

/** Removes a schedule with its log. Throws `not_found`. */
export async function removeSchedule(work: Work, id: string): Promise<void> {
  const { name } = await findSchedule(work, id);
  await sql`delete from schedules where id = ${id}::uuid`.execute(work.db);
  await note(work, { kind: "schedule_removed", details: { schedule: id, name } });
}

/** On again from its next time. Already on: nothing happens. Throws `not_found`. */
export async function switchScheduleOn(work: Work, id: string): Promise<void> {
  const { next_at, name, rhythm } = await findSchedule(work, id);
  if (next_at) return;
  await sql`update schedules set next_at = ${await dueAfter(work, { rhythm })}, off_reason = null
    where id = ${id}::uuid`.execute(work.db);
  await note(work, { kind: "schedule_changed", details: { schedule: id, name, on: true } });
}

/** Throws `not_found`. */
export async function switchScheduleOff(work: Work, id: string): Promise<void> {
  const { next_at, name } = await findSchedule(work, id);
  if (!next_at) return;
  await sql`update schedules set next_at = null, off_reason = 'by_hand' where id = ${id}::uuid`.execute(
    work.db,
  );
  await note(work, { kind: "schedule_changed", details: { schedule: id, name, on: false } });
}

async function dueAfter(work: Work, { rhythm }: Pick<ScheduleDefinition, "rhythm">): Promise<Date> {
  const { timeZone } = await organisationOf(work.db);
  return nextDue(rhythm, work.now, timeZone);
}

function ownerOf({ actor }: Work): string {
  if (actor.userId === null) throw new AppError("not_allowed");
  return actor.userId;
}

/** Throws what would fail at each run: a list that the actor may not export, a place or template that is not there, a name that leads elsewhere. */
async function assertDefinition(work: Work, { what }: ScheduleDefinition): Promise<void> {
  if (what.place) await findPlace(work, what.place).catch(missing("what.place"));
  return what.kind === "export" ? assertExport(work, what) : assertImport(work, what);
}

async function assertExport(work: Work, { list, file_name }: ScheduledExport): Promise<void> {
  const object = objectOf(work, list.object);
  assertFormat(object, list.format);
  const view = list.view && (await usableView(work, list.view).catch(missing("what.list.view")));
  if (view && view.object !== object.name) throw new AppError("field_invalid", { field: "what.list.view" });
  exportColumns(work, object, list.fields);
  if (!isFileName(nameAt(file_name, work.now, "UTC")))
    throw new AppError("field_invalid", { field: "what.file_name" });
}

async function assertImport(work: Work, { place, address, template }: ScheduledImport): Promise<void> {
  if (!permits(work.actor.rights, "imports:run")) throw new AppError("not_allowed");
  if ((place === undefined) === (address === undefined))
    throw new AppError("field_required", { field: "what.place" });
  if (!(await listTemplates(work)).some(({ id }) => id === template))
    throw new AppError("link_not_found", { field: "what.template" });
}

/** Throws `not_found`. */
export function objectOf({ catalogue }: Pick<Work, "catalogue">, plural: string): CatalogueObject {
  const object = catalogue.byPlural(plural);
  if (!object) throw new AppError("not_found");
  return object;
}

function missing(field: string): (error: unknown) => never {
  return (error) => {
    throw error instanceof AppError && error.code === "not_found"
      ? new AppError("link_not_found", { field })
      : error;
  };
}
