import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import type { RecordData } from "../contract/index.ts";
import { isKeptFrom } from "../reading/holding.ts";
import { meanwhile } from "../reading/kept-queries.ts";
import { get } from "../reading/listing.ts";
import type { Verb } from "../reading/visibility.ts";
import type { Asked } from "../reading/wanted-fields.ts";
import type { Work } from "../work.ts";
import { assertWrittenAtOnce } from "./at-once.ts";
import type { Draft } from "./draft.ts";
import { assertConditions } from "./field-conditions.ts";
import { assertWrittenWhereFree } from "./fields-in-part.ts";
import { differences, type JournalEntry, sendJournal } from "./journal.ts";
import { lockRows } from "./locked-rows.ts";
import { assertRightThrough, checkReferences } from "./references.ts";
import { followUp, prepare } from "./ruling.ts";
import { rowsUpdate, type StoredRow, writeLinks } from "./stored-rows.ts";
import { valuesChecker, throwIfAny, type WriteOptions } from "./values.ts";
import { isReadAsWritten, type Written, writtenRecord } from "./written-record.ts";

export interface UpdateOptions extends WriteOptions {
  /** The version the change was made upon; refused with `version_conflict` when it is no longer that. */
  readonly version?: number | undefined;
}

export interface Change {
  readonly id: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Changes fields of one record and answers of it what is `asked`. Errors as `updateMany`, and those of what is asked. In a
 * unit without a transaction also `NeedsTransaction`.
 */
export async function update(
  work: Work,
  objectName: string,
  id: string,
  values: Readonly<Record<string, unknown>>,
  { asked = {}, ...options }: UpdateOptions & { readonly asked?: Asked } = {},
): Promise<RecordData> {
  const changed = await change(work, objectName, [{ id, values }], { ...options, read: asked });
  return writtenRecord(work, objectName, id, { ...changed, asked });
}

/**
 * Changes many records by a handful of statements: rights → validation → rules → rows → history → outbox.
 * Answers the ids that really changed. All are changed or none. Throws `not_found` for what may not be seen,
 * `not_allowed` for what may be seen but not changed, `version_conflict`, or the errors of the fields.
 */
export async function updateMany(
  work: Work,
  objectName: string,
  changes: readonly Change[],
  options: UpdateOptions = {},
): Promise<string[]> {
  const { ids, answered } = await change(work, objectName, changes, options);
  await answered;
  return ids;
}

interface Changed extends Written {
  readonly ids: string[];
}

async function change(
  work: Work,
  objectName: string,
  changes: readonly Change[],
  options: UpdateOptions & { readonly read?: Asked },
): Promise<Changed> {
  const object = work.catalogue.object(objectName);
  if (isKeptFrom(object, "change") && !options.governed) throw new AppError("not_allowed");
  const stored = await reach(
    work,
    object,
    changes.map((change) => change.id),
    "change",
  );
  await assertVersion(work, object, stored, options.version);
  const check = valuesChecker(work, object, "change", options);
  const drafts = changes.map(
    (change): Draft => ({
      id: change.id,
      before: stored.get(change.id) ?? null,
      values: check(change.values),
    }),
  );
  if (!options.governed) await assertWrittenWhereFree(work, object, drafts);
  await checkReferences(
    work,
    object,
    drafts.map((draft) => ({ id: draft.id, values: newValues(draft) })),
  );
  for (const draft of drafts) assertWrittenAtOnce(work, object, draft);
  await prepare(work, object, drafts);
  if (!options.governed) assertConditions(work, object, drafts);
  const changed = drafts.filter(
    (draft) => Object.keys(differences(draft.before ?? {}, draft.values)).length > 0,
  );
  if (changed.length === 0) return { ids: [], answered: Promise.resolve([]) };
  for (const draft of changed) assertStillComplete(object, draft);
  const rows = sameFields(changed);
  const entries = changed.map(journalEntry);
  const read = isReadAsWritten(object, changed) ? options.read : undefined;
  const write = rowsUpdate(work, object, rows);
  const written = await sendJournal(work, object, "changed", entries, { write, read });
  if (!work.atOnce)
    await meanwhile(written, async () => {
      await writeLinks(work, object, rows);
      await assertRightThrough(work, object, changed);
      await followUp(work, object, changed);
    });
  return { ids: changed.map((draft) => draft.id), ...written };
}

/**
 * Throws unless the actor may change the record: `not_found` for what may not be seen, `not_allowed` for what may be seen
 * only. Locks it until the unit ends. For capabilities that write what belongs to a record beside it.
 */
export async function assertMayChange(work: Work, objectName: string, id: string): Promise<void> {
  await reach(work, work.catalogue.object(objectName), [id], "change");
}

/** Locks the records and checks the right, record by record. Throws `not_found`, `not_allowed`. */
export async function reach(
  work: Work,
  object: CatalogueObject,
  ids: readonly string[],
  verb: Verb,
): Promise<ReadonlyMap<string, RecordData>> {
  const unique = [...new Set(ids)];
  const { records, permitted } = await lockRows(work, object, unique, verb);
  if (records.size !== unique.length) throw new AppError("not_found", { params: { object: object.name } });
  if (!permitted) throw new AppError("not_allowed");
  return records;
}

async function assertVersion(
  work: Work,
  object: CatalogueObject,
  stored: ReadonlyMap<string, RecordData>,
  version: number | undefined,
): Promise<void> {
  if (version === undefined) return;
  for (const record of stored.values()) {
    if (record.version === version) continue;
    throw new AppError("version_conflict", { extra: { current: await get(work, object.name, record.id) } });
  }
}

function journalEntry(draft: Draft): JournalEntry {
  return { id: draft.id, changes: differences(draft.before ?? {}, draft.values) };
}

// Only what is newly pointed to is looked up: a link to something since archived may stay as it is.
function newValues(draft: Draft): Record<string, unknown> {
  const changes = differences(draft.before ?? {}, draft.values);
  return Object.fromEntries(Object.entries(changes).map(([name, { to }]) => [name, to]));
}

// One statement changes all rows, so each must say all fields that any of them changes.
function sameFields(drafts: readonly Draft[]): StoredRow[] {
  const names = new Set(drafts.flatMap((draft) => Object.keys(draft.values)));
  return drafts.map((draft) => ({
    ...draft,
    version: draft.before?.version,
    values: Object.fromEntries(
      [...names].map((name) => [name, name in draft.values ? draft.values[name] : draft.before?.[name]]),
    ),
  }));
}

function assertStillComplete(object: CatalogueObject, draft: Draft): void {
  const emptied = Object.entries(draft.values).filter(
    ([name, value]) => object.fields[name]?.required && value == null,
  );
  throwIfAny(emptied.map(([field]) => ({ code: "field_required", field })));
}
