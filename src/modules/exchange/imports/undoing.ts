import { AppError } from "#kernel/error";
import {
  type Actor,
  knownField,
  list,
  note,
  type Runtime,
  type Stays,
  takeUnitBack,
  type Work,
} from "#records";
import { sql } from "kysely";
import type { ImportUndo } from "../contract/details.ts";
import { titleOf } from "./directory.ts";
import { importsActor } from "./importing-actor.ts";
import { forgetSourceIds } from "./source-ids.ts";
import { findImport, readImport, type StoredImport } from "./stored-import.ts";

const ended = new Set<StoredImport["state"]>(["done", "cancelled", "failed"]);
const mostTold = 200;

/**
 * Puts the undo of an import in the queue: what it made goes into the recycle bin, what it changed gets its earlier values.
 * `anyway`: what somebody changed since, too. Throws `import_not_ready` while it runs, is being taken back, or where nothing is known of it.
 */
export async function queueUndo(runtime: Runtime, actor: Actor, id: string, anyway: boolean): Promise<void> {
  await runtime.run(actor, "screen", async (work) => {
    const stored = await findImport(work, id);
    const { numAffectedRows } = await sql`update imports
      set undo_state = 'waiting', touched_at = now(), undo_pass = undo_pass + 1, undo_anyway = ${anyway},
        undone_by = ${actor.userId}::uuid, undo_rights = ${JSON.stringify(actor.rights)}::jsonb
      where id = ${id}::uuid and state = any(${[...ended]}::text[]) and undo_state is distinct from 'waiting'
        and undo_state is distinct from 'running'
        and exists (select from import_units where import_id = imports.id)`.execute(work.db);
    if (!numAffectedRows) throw new AppError("import_not_ready");
    const about = stored.object ? { object: stored.object } : {};
    await note(work, { kind: "import_undone", ...about, details: { file: stored.file_name } });
  });
  await runtime.addJob("exchange.undo_import", { import: id }, { key: `exchange.undo_import ${id}` });
}

/** Takes an import back, the last unit first, each in a transaction of its own. Safe to run twice and after a kill. */
export async function runUndo(runtime: Runtime, id: string, stopping?: AbortSignal): Promise<void> {
  const stored = await readImport(runtime.database, id);
  if (!stored || (stored.undo_state !== "waiting" && stored.undo_state !== "running")) return;
  await sql`update imports set undo_state = 'running' where id = ${id}::uuid`.execute(runtime.database);
  const actor = await importsActor(runtime, { created_by: stored.undone_by, rights: stored.undo_rights });
  if (!actor) return forgetUndo(runtime, id);
  while (await takeOneBack(runtime, actor, stored)) if (stopping?.aborted) return again(runtime, id);
  // Who finds nothing left to take may have another process beside it that is still at the last.
  await sql`update imports set undo_state = 'done' where id = ${id}::uuid
    and not exists (select from import_units u where u.import_id = imports.id and ${isLeft(stored)})`.execute(
    runtime.database,
  );
}

// Who asked for it is gone: somebody else may.
async function forgetUndo(runtime: Runtime, id: string): Promise<void> {
  await sql`update imports set undo_state = null where id = ${id}::uuid`.execute(runtime.database);
}

/** By the clock: goes on with those that nobody takes back any more. */
export async function sweepUndos(runtime: Runtime): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from imports
    where undo_state in ('waiting', 'running') and touched_at < now() - interval '2 minutes'`.execute(
    runtime.database,
  );
  for (const { id } of rows) await again(runtime, id);
}

const again = (runtime: Runtime, id: string): Promise<void> =>
  runtime.addJob("exchange.undo_import", { import: id }, { key: `exchange.undo_import ${id}` });

interface Unit {
  readonly number: string;
  readonly unit_id: string;
  readonly at: Date;
  readonly records: number;
}

// What was dealt with is dealt with again only where something of it stays.
function isLeft({ undo_pass }: StoredImport) {
  return sql<boolean>`u.pass < ${undo_pass} and (u.pass = 0 or u.stays <> '[]'::jsonb)`;
}

/** Answers whether there was one to take back. */
async function takeOneBack(runtime: Runtime, actor: Actor, stored: StoredImport): Promise<boolean> {
  return runtime.run(actor, "import", async (work) => {
    const { rows } = await sql<Unit>`select number, unit_id, at, records
      from import_units u where u.import_id = ${stored.id}::uuid and ${isLeft(stored)}
      order by number desc limit 1 for update`.execute(work.db);
    const [unit] = rows;
    if (!unit) return false;
    const of = {
      unit: unit.unit_id,
      at: unit.at,
      units: await unitsOf(work, stored),
      over: await overAt(work, stored),
    };
    const { records, stays } = await takeUnitBack({ ...work, undoes: unit.unit_id }, of, {
      anyway: stored.undo_anyway,
    });
    const kept = stays.flatMap(({ id, field }) => (field === null ? [id] : []));
    await forgetSourceIds(work, unit.unit_id, kept);
    await sql`update import_units set pass = ${stored.undo_pass}, records = records + ${records},
        stays = ${JSON.stringify(stays)}::jsonb
      where number = ${unit.number}::bigint`.execute(work.db);
    await sql`update imports set touched_at = now() where id = ${stored.id}::uuid`.execute(work.db);
    return true;
  });
}

// Files given together are one piece of work: what the second changed of the first's records is no change since.
async function unitsOf(work: Work, { session_id }: StoredImport): Promise<string[]> {
  const { rows } = await sql<{ unit_id: string }>`select u.unit_id from import_units u
    join imports i on i.id = u.import_id where i.session_id = ${session_id}::uuid`.execute(work.db);
  return rows.map(({ unit_id }) => unit_id);
}

async function overAt(work: Work, { session_id }: StoredImport): Promise<Date> {
  const { rows } = await sql<{ over: Date | null }>`select max(coalesce(finished_at, touched_at)) as over
    from imports where session_id = ${session_id}::uuid`.execute(work.db);
  return rows[0]?.over ?? work.now;
}

/** How far the undo of an import is, and what stays. */
export async function undoOf(work: Work, stored: StoredImport): Promise<ImportUndo> {
  const { rows } = await sql<{ units: number; done: number; records: number; stays: number }>`
    select count(*)::int as units, count(*) filter (where pass = ${stored.undo_pass} or (pass > 0 and stays = '[]'::jsonb))::int as done,
      coalesce(sum(records), 0)::int as records, coalesce(sum(jsonb_array_length(stays)), 0)::int as stays
    from import_units where import_id = ${stored.id}::uuid`.execute(work.db);
  const told = rows[0] ?? { units: 0, done: 0, records: 0, stays: 0 };
  const isOver = ended.has(stored.state) && (stored.undo_state === null || stored.undo_state === "done");
  return {
    state: stored.undo_state,
    possible: isOver && told.units > 0 && (stored.undo_state === null || told.stays > 0),
    progress: told.units === 0 || stored.undo_pass === 0 ? 0 : told.done / told.units,
    records: told.records,
    stays: told.stays,
    examples: told.stays > 0 ? await examplesOf(work, stored) : [],
  };
}

async function examplesOf(work: Work, { id }: StoredImport): Promise<ImportUndo["examples"]> {
  const { rows } = await sql<Stays>`select s.object, s.id, s.field from import_units u,
      jsonb_to_recordset(u.stays) as s(object text, id uuid, field text)
    where u.import_id = ${id}::uuid order by u.number limit ${mostTold}`.execute(work.db);
  const titles = new Map<string, string>();
  for (const [name, some] of Map.groupBy(rows, ({ object }) => object)) {
    const object = work.catalogue.objects.get(name);
    if (!object) continue;
    const ids = [...new Set(some.map((one) => one.id))];
    const { data } = await list(work, name, {
      ids,
      fields: object.title,
      archived: "either",
      sort: "id",
      limit: mostTold,
    });
    for (const record of data) titles.set(record.id, titleOf(object, record));
  }
  // What is not for the reader is counted, not named.
  const isKnown = ({ object, field }: Stays) =>
    field === null || knownField(work, work.catalogue.object(object), field) !== undefined;
  return rows
    .filter(isKnown)
    .flatMap((one) => (titles.has(one.id) ? [{ ...one, title: titles.get(one.id) ?? "" }] : []));
}
