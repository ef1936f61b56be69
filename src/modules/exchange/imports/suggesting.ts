import { AppError } from "#kernel/error";
import type { CatalogueObject, Work } from "#records";
import { grantOn } from "#records/contract";
import { sql } from "kysely";
import type { Mapping } from "../contract/imports.ts";
import { isImportable, type TargetObject } from "../contract/targets.ts";
import { suggestColumns } from "../suggesting/columns.ts";
import { suggestMapping } from "../suggesting/mapping.ts";
import { orderFiles, suggestObjects } from "../suggesting/objects.ts";
import { allowedTargets } from "./mapping-check.ts";
import { readImport, saveMapping, sessionImports, type StoredImport } from "./stored-import.ts";
import { applyFittingTemplate } from "./templates.ts";
import { titlesOf } from "./titles.ts";
import { withLikelyValues } from "./value-matches.ts";

/** Suggests what the file of an import is about (unless told) and how it becomes records, by a template if one fits, and keeps it. */
export async function suggestFor(work: Work, id: string, objectName?: string): Promise<void> {
  const stored = await readImport(work.db, id);
  if (!stored) throw new AppError("not_found");
  if (!objectName && (await applyFittingTemplate(work, stored))) return reorder(work, stored.session_id);
  const object = objectName ? importableObject(work, objectName) : likeliestObject(work, stored);
  if (!object) return;
  await saveMapping(work, id, object.name, await mappingTo(work, stored, object));
  await reorder(work, stored.session_id);
}

/** The object that a person means by its name or plural. Throws `import_mapping_invalid`. */
export function importableObject(work: Work, name: string): CatalogueObject {
  const object = work.catalogue.objects.get(name) ?? work.catalogue.byPlural(name);
  if (!object || !isImportable(object)) throw new AppError("import_mapping_invalid", { field: "object" });
  return object;
}

function likeliestObject(work: Work, stored: StoredImport): CatalogueObject | undefined {
  const objects = [...work.catalogue.objects.values()].filter(
    (object) => grantOn(work.actor.rights, object.name).create,
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
    existing: grantOn(work.actor.rights, object.name).bulk ? mapping.existing : "skip",
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
  return targets
    .filter((target) => mapped.has(target.path))
    .map(({ definition }) =>
      definition.type === "user"
        ? "user"
        : definition.type === "link" || definition.type === "links"
          ? definition.to
          : "",
    )
    .filter((name) => name !== "" && name !== stored.object);
}

const finder =
  (work: Work) =>
  (name: string): TargetObject | undefined =>
    work.catalogue.objects.get(name);
