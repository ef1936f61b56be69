import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import { type Field, optionsOwner } from "../contract/index.ts";
import { columnsOf, fieldColumns } from "../field-types/field-columns.ts";
import { optionsByField } from "../reading/added-options.ts";
import { visibleField } from "../reading/field-path.ts";
import { titleExpression } from "../reading/title.ts";
import { conjunction, visibility } from "../reading/visibility.ts";
import type { Work } from "../work.ts";
import { fillColumns } from "../writing/stored-rows.ts";
import { administeredFieldOf } from "./administering.ts";
import { type AdministeredField, type Conversion, convertibleTypes, type CustomType } from "./contract.ts";
import { assertVersion, beginCustomising, customFieldIn, endCustomising } from "./customising.ts";
import { type FieldGround, typedField } from "./field-making.ts";
import { freePlace } from "./naming.ts";
import { type NewOptions, newOptions } from "./new-options.ts";
import { addColumns } from "./tables.ts";
import { fromText, type Reading, textOf } from "./value-texts.ts";

/** The field as it is and as it is to be. */
interface Change {
  readonly object: CatalogueObject;
  readonly name: string;
  readonly from: Field;
  readonly to: Field;
}

const batch = 2000;
const mostExamples = 20;

/** What a change of type would do to the values that are there. Throws `not_found`, `conversion_impossible`. */
export async function previewFieldConversion(
  work: Work,
  objectName: string,
  name: string,
  kind: CustomType,
): Promise<Conversion> {
  const change = changeOf(work, work.catalogue.object(objectName), name, kind);
  const { conversion } = await convertValues(work, change, newOptions(change.to, kind));
  return conversion;
}

/**
 * Gives a field of one's own another type. Values convert as previewed; what they were is kept for 30 days as a
 * removed field. Throws `not_found`, `version_conflict`, `conversion_impossible`, `field_in_use`.
 */
export async function convertCustomField(
  work: Work,
  objectName: string,
  name: string,
  asked: { readonly version: number; readonly kind: CustomType },
): Promise<{ field: AdministeredField; conversion: Conversion }> {
  const begun = await beginCustomising(work);
  const stored = customFieldIn(begun, objectName, name);
  if (stored.removedAt) throw new AppError("not_found");
  assertVersion(stored, asked.version);
  const change = changeOf(work, begun.catalogue.object(objectName), name, asked.kind);
  const place = freePlace(name, (candidate) =>
    begun.stored.fields.some((one) => one.object === objectName && one.name === candidate),
  );
  const to = { ...change.to, column: place };
  await keepWhatItWas(work, change, place);
  await addColumns(work, change.object, name, to);
  const options = newOptions(to, asked.kind);
  const { conversion } = await convertValues(work, { ...change, to }, options, (rows) =>
    fillColumns(work, change.object, [name, to], rows),
  );
  await options.keep(work, objectName, name);
  await sql`update field_definitions set definition = ${JSON.stringify(to)}, version = version + 1,
    updated_at = ${work.now}, updated_by = ${work.actor.userId}
    where object = ${objectName} and name = ${name}`.execute(work.db);
  const ended = await endCustomising(begun, { object: objectName, field: name });
  return { field: await administeredFieldOf(ended, objectName, name), conversion };
}

// What a field holds is told to nobody who may not see it, an administrator of objects no more than others.
function changeOf(work: Work, object: CatalogueObject, name: string, kind: CustomType): Change {
  const from = Object.hasOwn(object.fields, name) ? object.fields[name] : undefined;
  if (!from?.custom || !visibleField(work, object, name)) throw new AppError("not_found");
  if (kind.type === from.type || !convertibleTypes.has(from.type) || !convertibleTypes.has(kind.type))
    throw new AppError("conversion_impossible", { field: "kind.type" });
  const {
    label,
    description,
    required,
    hidden,
    group,
    searched,
    indexed,
    shownWhen,
    requiredWhen,
    readOnlyWhen,
  } = from;
  const said = {
    label,
    description,
    required,
    hidden,
    group,
    searched,
    indexed,
    shownWhen,
    requiredWhen,
    readOnlyWhen,
  };
  const type = typedField(kind, stored(object.name));
  return { object, name, from, to: JSON.parse(JSON.stringify({ ...type, ...said, custom: true })) as Field };
}

// What converts is stored, and needs to know no more than where it stands.
function stored(object: string): FieldGround {
  const none = () => {
    throw new AppError("conversion_impossible", { field: "kind.type" });
  };
  return { object, places: none, formulaResult: none, rollupResult: none };
}

// The values as they were stay in their columns, under the name of the columns' next place.
async function keepWhatItWas(work: Work, { object, name, from }: Change, place: string): Promise<void> {
  const definition = { ...from, column: from.column ?? name };
  await sql`insert into field_definitions (object, name, custom, definition, created_by, updated_by, removed_at, removed_by)
    values (${object.name}, ${place}, true, ${JSON.stringify(definition)}, ${work.actor.userId}, ${work.actor.userId},
      ${work.now}, ${work.actor.userId})`.execute(work.db);
  await sql`insert into field_options (object, field, key, label, position)
    select object, ${place}, key, label, position from field_options where object = ${object.name} and field = ${name}`.execute(
    work.db,
  );
}

interface Converted {
  readonly id: string;
  readonly value: unknown;
}

async function convertValues(
  work: Work,
  change: Change,
  options: NewOptions,
  write: (rows: readonly Converted[]) => Promise<void> = async () => {},
): Promise<{ conversion: Conversion }> {
  const reading = await readingOf(work, change);
  const conversion = {
    filled: 0,
    lost: 0,
    lostExamples: [] as Conversion["lostExamples"],
    examples: [] as Conversion["examples"],
  };
  for await (const rows of filledRows(work, change)) {
    const converted: Converted[] = [];
    for (const row of rows) {
      const text = textOf(row.value, change.from, reading);
      const value = options.chosen(fromText(text, change.to, reading));
      conversion.filled++;
      if (value !== undefined) converted.push({ id: row.id, value });
      else conversion.lost++;
      const example = text.slice(0, 200);
      if (!row.seen) continue;
      if (value === undefined && conversion.lostExamples.length < mostExamples)
        conversion.lostExamples.push({ id: row.id, title: row.title, from: example });
      if (value !== undefined && conversion.examples.length < mostExamples / 4)
        conversion.examples.push({
          from: example,
          to: textOf(value, change.to, { ...reading, label: options.label }).slice(0, 200),
        });
    }
    await write(converted);
  }
  return { conversion };
}

async function readingOf(work: Work, { object, name, from }: Change): Promise<Reading> {
  const options = await optionsByField(work);
  const labels = new Map(
    options.get(`${optionsOwner(object, from)}.${name}`)?.map(({ key, label }) => [key, label]),
  );
  return { currency: work.currency, label: (key) => labels.get(key) ?? key };
}

interface FilledRow extends Converted {
  readonly title: string | null;
  /** The administrator may read the record: only then is it an example. All are converted. */
  readonly seen: boolean;
}

/** All records with a value, those in the recycle bin too, by id. */
async function* filledRows(work: Work, { object, name, from }: Change): AsyncGenerator<readonly FilledRow[]> {
  const columns = columnsOf(name, from);
  const some = sql.join(
    columns.map((column) => sql`t.${sql.ref(column.name)} is not null`),
    sql` or `,
  );
  const seen = conjunction([visibility(work, object, "t")]);
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const { rows } = await sql<
      Record<string, unknown> & { id: string; _title: string | null; _seen: boolean }
    >`
      select t.id, (${titleExpression(work, object, "t")})::text as _title, ${seen} as _seen,
        ${sql.join(columns.map((column) => sql`t.${sql.ref(column.name)}`))}
      from ${sql.table(object.table)} as t where t.id > ${after}::uuid and (${some}) order by t.id limit ${batch}`.execute(
      work.db,
    );
    const read = (row: Record<string, unknown>) =>
      fieldColumns(from).read(columns.map((column) => row[column.name]));
    const found = rows.map((row) => ({ id: row.id, title: row._title, seen: row._seen, value: read(row) }));
    yield found.filter(({ value }) => !isNothing(value));
    const last = rows.at(-1);
    if (rows.length < batch || !last) return;
    after = last.id;
  }
}

function isNothing(value: unknown): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}
