import { AppError } from "#kernel/error";
import type { CatalogueObject, Work } from "#records";
import { grantOn } from "#records/contract";
import { sql } from "kysely";
import type { Mapping } from "../contract/imports.ts";
import { isImportable, type TargetObject } from "../contract/targets.ts";
import { suggestColumns } from "../suggesting/columns.ts";
import { suggestMapping } from "../suggesting/mapping.ts";
import { orderFiles, suggestObjects } from "../suggesting/objects.ts";
import { mappingByPreset } from "../suggesting/presets/mapping-by-preset.ts";
import { layoutOf, recognise as recogniseLayout } from "../suggesting/presets/recognising.ts";
import { allowedTargets } from "./mapping-check.ts";
import { mapAsBefore } from "./mended-rows.ts";
import { readImport, saveMapping, sessionImports, type StoredImport } from "./stored-import.ts";
import { applyFittingTemplate } from "./templates.ts";
import { titlesOf } from "./titles.ts";
import { withLikelyValues } from "./value-matches.ts";

/** What is told of a file: what it is about, and whose export it is; null where it is nobody's. */
export interface ToldOfFile {
  readonly object?: string | undefined;
  readonly source?: { readonly system: string; readonly entity: string } | null | undefined;
}

/**
 * Suggests what the file of an import is about and how it becomes records, and keeps it: by a template if one fits, as before
 * where it holds rows that failed then, by the layout of the system whose export it is, else by headings and values. Throws `import_mapping_invalid`.
 */
export async function suggestFor(work: Work, id: string, told: ToldOfFile = {}): Promise<void> {
  const stored = await readImport(work.db, id);
  if (!stored) throw new AppError("not_found");
  const isTold = told.object !== undefined || told.source !== undefined;
  if (!isTold && ((await applyFittingTemplate(work, stored)) || (await mapAsBefore(work, stored))))
    return reorder(work, stored.session_id);
  const mapping =
    (await mappingByLayout(work, stored, told)) ?? (await mappingByHeadings(work, stored, told));
  if (!mapping) return;
  await saveMapping(work, id, mapping.object, mapping);
  await reorder(work, stored.session_id);
}

async function mappingByLayout(
  work: Work,
  stored: StoredImport,
  told: ToldOfFile,
): Promise<Mapping | undefined> {
  const { columns } = stored.survey;
  if (told.source === null) return undefined;
  const layout = told.source
    ? layoutOf(told.source.system, told.source.entity, columns)
    : recogniseLayout(columns);
  if (told.source && !layout) throw new AppError("import_mapping_invalid", { field: "source" });
  if (!layout || (told.object && importableObject(work, told.object).name !== layout.file.object))
    return undefined;
  const object = work.catalogue.objects.get(layout.file.object);
  if (!object || !mayMake(work, object)) return undefined;
  const targets = new Map(allowedTargets(work, object).map((target) => [target.path, target]));
  const mapping = mappingByPreset(layout, columns, targets);
  if (mapping.assignments.length === 0) return undefined;
  return withLikelyValues(work, stored, {
    ...mapping,
    ...(object.rules.resembling && mapping.existing !== "skip" && { alike: true }),
    existing: wayOf(work, object, mapping),
  });
}

async function mappingByHeadings(
  work: Work,
  stored: StoredImport,
  told: ToldOfFile,
): Promise<Mapping | undefined> {
  const object = told.object ? importableObject(work, told.object) : likeliestObject(work, stored);
  return object && mappingTo(work, stored, object);
}

const mayMake = (work: Work, { name }: CatalogueObject): boolean => grantOn(work.actor.rights, name).create;

// Many that are there are changed by who may change many.
const wayOf = (
  work: Work,
  { name, appendOnly }: CatalogueObject,
  { existing }: Mapping,
): Mapping["existing"] => (grantOn(work.actor.rights, name).bulk && !appendOnly ? existing : "skip");

/** The object that a person means by its name or plural. Throws `import_mapping_invalid`. */
export function importableObject(work: Work, name: string): CatalogueObject {
  const object = work.catalogue.objects.get(name) ?? work.catalogue.byPlural(name);
  if (!object || !isImportable(object)) throw new AppError("import_mapping_invalid", { field: "object" });
  return object;
}

function likeliestObject(work: Work, stored: StoredImport): CatalogueObject | undefined {
  // What has happened is told of a file by its format or by somebody; nobody's list of customers is guessed to be one of talks.
  const objects = [...work.catalogue.objects.values()].filter(
    (object) => mayMake(work, object) && !object.appendOnly,
  );
  const file = { name: stored.file_name, columns: stored.survey.columns };
  const [best] = suggestObjects(file, objects, finder(work), titlesOf(work.catalogue));
  return best && best.score > 0.2 ? work.catalogue.object(best.object) : undefined;
}

async function mappingTo(work: Work, stored: StoredImport, object: CatalogueObject): Promise<Mapping> {
  const allowed = new Set(allowedTargets(work, object).map((target) => target.path));
  const { columns } = stored.survey;
  const suggested = suggestColumns(columns, object, finder(work), titlesOf(work.catalogue)).filter(
    ({ target }) => allowed.has(target.path),
  );
  const mapping = suggestMapping(object, columns, suggested, finder(work));
  return withLikelyValues(work, stored, {
    ...mapping,
    ...(object.rules.resembling && { alike: true }),
    existing: wayOf(work, object, mapping),
    assignments: mapping.assignments.filter((one) => allowed.has(one.target)),
  });
}

async function reorder(work: Work, sessionId: string): Promise<void> {
  const files = (await sessionImports(work.db, sessionId)).map((stored) => ({
    id: stored.id,
    object: stored.object,
    suggested: pointedTo(work, stored),
  }));
  for (const [position, file] of orderFiles(files).entries()) {
    await sql`update imports set position = ${position} where id = ${file.id}::uuid`.execute(work.db);
  }
}

function pointedTo(work: Work, stored: StoredImport): string[] {
  const object = stored.object ? work.catalogue.objects.get(stored.object) : undefined;
  const targets = object ? allowedTargets(work, object) : [];
  const mapped = new Set(stored.mapping?.assignments.map((assignment) => assignment.target));
  return (
    targets
      .filter((target) => mapped.has(target.path))
      .map(({ definition }) =>
        definition.type === "user"
          ? "user"
          : definition.type === "link" || definition.type === "links"
            ? definition.to
            : "",
      )
      // Who is pointed to as one of many kinds comes as one of them.
      .flatMap((name) => [name, ...(work.catalogue.objects.get(name)?.faces ?? [])])
      .filter((name) => name !== "" && name !== stored.object)
  );
}

const finder =
  (work: Work) =>
  (name: string): TargetObject | undefined =>
    work.catalogue.objects.get(name);
