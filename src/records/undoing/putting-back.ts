import type { CatalogueObject } from "../catalogue.ts";
import type { RecordData } from "../contract/index.ts";
import type { Deed } from "./acts.ts";
import { byRule } from "../seeing-all.ts";
import type { Work } from "../work.ts";
import { differences, type JournalEntry, sendJournal } from "../writing/journal.ts";
import { lockRows } from "../writing/locked-rows.ts";
import { rowsUpdate, type StoredRow, writeLinks } from "../writing/stored-rows.ts";

/** A field that is no longer what was made of it, and so stays. */
export interface Left {
  readonly object: string;
  readonly id: string;
  readonly field: string;
}

const batch = 1000;

/**
 * Puts the fields that deeds on records of one object changed back to what they were, where they are still what the deeds
 * made of them, or `anyway`; answers those that are not. Rules are not asked: what they wrote is among the deeds.
 */
export async function putFieldsBack(
  work: Work,
  object: CatalogueObject,
  deeds: readonly Deed[],
  { anyway = false }: { readonly anyway?: boolean } = {},
): Promise<Left[]> {
  const left: Left[] = [];
  for (let start = 0; start < deeds.length; start += batch) {
    const some = deeds.slice(start, start + batch);
    const { records } = await lockRows(
      byRule(work),
      object,
      some.map(({ id }) => id),
      "read",
    );
    const rows: StoredRow[] = [];
    for (const deed of some) {
      const { values, changed } = earlierValues(object, records.get(deed.id), deed, anyway);
      left.push(...changed.map((field) => ({ object: object.name, id: deed.id, field })));
      if (Object.keys(values).length > 0) rows.push({ id: deed.id, values });
    }
    await write(work, object, rows, records);
  }
  return left;
}

function earlierValues(
  object: CatalogueObject,
  record: RecordData | undefined,
  { changes }: Deed,
  anyway: boolean,
) {
  const values: Record<string, unknown> = {};
  const changed: string[] = [];
  for (const [name, { from, to }] of changes) {
    if (!record || !Object.hasOwn(object.fields, name)) continue;
    if (Object.keys(differences({ [name]: from }, { [name]: to })).length === 0) continue;
    if (Object.keys(differences(record, { [name]: from })).length === 0) continue;
    if (anyway || Object.keys(differences(record, { [name]: to })).length === 0) values[name] = from;
    else changed.push(name);
  }
  return { values, changed };
}

// One statement says the same fields of all its rows.
async function write(
  work: Work,
  object: CatalogueObject,
  rows: readonly StoredRow[],
  records: ReadonlyMap<string, RecordData>,
): Promise<void> {
  for (const some of Map.groupBy(rows, ({ values }) => Object.keys(values).sort().join()).values()) {
    const entries: JournalEntry[] = some.map(({ id, values }) => ({
      id,
      changes: differences(records.get(id) ?? {}, values),
    }));
    const { answered } = await sendJournal(work, object, "changed", entries, {
      write: rowsUpdate(work, object, some),
    });
    await answered;
    await writeLinks(work, object, some);
  }
}
