import type { Catalogue, Declared } from "../catalogue.ts";
import type { Field } from "../contract/index.ts";
import type { Work } from "../work.ts";
import { beginNumbers } from "../writing/auto-numbers.ts";
import { customisedCatalogue } from "./customised.ts";
import { standardTarget } from "./fields.ts";
import { type Customisation, readCustomisation, type StoredField } from "./stored-definitions.ts";
import { addColumns, createTable, matchIndexes } from "./tables.ts";

/**
 * Makes the tables and columns of everything that the definitions in the database speak of, where they have none yet: those of
 * what is removed, too, for it is kept for a while. In a database into which definitions were brought before their records.
 */
export async function remakeCustomised(db: Work["db"], declared: Declared): Promise<void> {
  const stored = await readCustomisation(db);
  const catalogue = customisedCatalogue(declared, inUse(stored));
  const work = { db, catalogue } as Work;
  for (const { name, custom } of stored.objects) {
    if (!custom) continue;
    const object = catalogue.object(name);
    await createTable(work, object);
    const title = object.fields[object.title];
    if (title?.type === "auto_number") await beginNumbers(work, object, object.title, title);
  }
  for (const field of stored.fields) await remakeField(work, catalogue, field);
}

async function remakeField(work: Work, catalogue: Catalogue, kept: StoredField): Promise<void> {
  const { name } = kept;
  const object = catalogue.object(kept.object);
  const field = object.fields[name];
  if (!field) return;
  if (!kept.custom) {
    if (kept.definition.unique !== undefined) await matchIndexes(work, object, name, field);
    return;
  }
  const { definition } = kept;
  await addColumns(work, object, name, definition, targetTable(catalogue, definition));
  if (definition.type === "auto_number") await beginNumbers(work, object, name, definition);
}

function targetTable(catalogue: Catalogue, field: Field): string | undefined {
  return "to" in field ? catalogue.object(field.to).table : standardTarget(field);
}

function inUse({ version, objects, fields }: Customisation): Customisation {
  const back = <T extends { readonly removedAt: Date | null }>(kept: T): T => ({ ...kept, removedAt: null });
  return { version, objects: objects.map(back), fields: fields.map(back) };
}
