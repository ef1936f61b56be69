import { AppError } from "#kernel/error";
import type { Work } from "#records";
import { grantOn, permits } from "#records/contract";
import { sql } from "kysely";
import type { Mapping } from "../contract/imports.ts";
import type { ImportTemplate } from "../contract/templates.ts";
import { comparable } from "../values/likeness.ts";
import { headingsOf } from "./details.ts";
import { allowedTargets } from "./mapping-check.ts";
import { saveMapping, type StoredImport } from "./stored-import.ts";

interface StoredTemplate {
  readonly id: string;
  readonly name: string;
  readonly object: string;
  /** By index of the column in the mapping. */
  readonly headings: readonly string[];
  readonly mapping: Mapping;
  readonly updated_at: Date;
  readonly created_by: string | null;
}

const most = 500;

/** Those by which the actor may import, by name: their own, and others' of records of which they see all. */
export async function listTemplates(work: Work): Promise<ImportTemplate[]> {
  return (await templates(work)).map(shown);
}

async function templates(work: Work): Promise<StoredTemplate[]> {
  const { rows } =
    await sql<StoredTemplate>`select id, name, object, headings, mapping, updated_at, created_by
    from import_templates order by lower(name) limit ${most}`.execute(work.db);
  return rows.filter((one) => work.catalogue.objects.has(one.object) && mayUse(work, one));
}

function mayUse(work: Work, template: StoredTemplate): boolean {
  const { read, create, change } = grantOn(work.actor.rights, template.object);
  return (create || change !== "none") && (read === "all" || (isOwn(work, template) && read !== "none"));
}

function isOwn({ actor }: Work, { created_by }: StoredTemplate): boolean {
  return created_by !== null && created_by === actor.userId;
}

// Others count on it.
function mayChange(work: Work, template: StoredTemplate): boolean {
  return isOwn(work, template) || permits(work.actor.rights, "*");
}

function shown({ updated_at, mapping, headings, ...template }: StoredTemplate): ImportTemplate {
  const used = new Set(mapping.assignments.map(({ column }) => headings[column] ?? ""));
  return {
    id: template.id,
    name: template.name,
    object: template.object,
    headings: [...used],
    updated_at: updated_at.toISOString(),
  };
}

/**
 * Keeps how an import is mapped, in place of the template of that name. What was decided row by row is of this file alone.
 * Throws `import_not_ready` where nothing is mapped, `value_taken` where that one is another's, `too_large` where there are too many.
 */
export async function saveTemplate(work: Work, stored: StoredImport, name: string): Promise<ImportTemplate> {
  if (!stored.mapping || !stored.object) throw new AppError("import_not_ready");
  const { decisions: _of, ...mapping } = stored.mapping;
  if (await isOthers(work, name)) throw new AppError("value_taken", { field: "name" });
  const { rows } = await sql<StoredTemplate>`
    insert into import_templates (name, object, headings, mapping, created_by)
    select ${name}, ${stored.object}, ${JSON.stringify(headingsOf(stored))}::jsonb, ${JSON.stringify(mapping)}::jsonb,
      ${work.actor.userId}::uuid
    where (select count(*) from import_templates) < ${most}
    on conflict (lower(name)) do update set name = excluded.name, object = excluded.object, headings = excluded.headings,
      mapping = excluded.mapping, updated_at = now()
    returning id, name, object, headings, mapping, updated_at, created_by`.execute(work.db);
  const [template] = rows;
  if (!template) throw new AppError("too_large");
  await noteUse(work, stored, template);
  return shown(template);
}

async function isOthers(work: Work, name: string): Promise<boolean> {
  const { rows } = await sql<StoredTemplate>`select created_by from import_templates
    where lower(name) = lower(${name}) for update`.execute(work.db);
  return rows.some((template) => !mayChange(work, template));
}

/** Throws `not_found`, `not_allowed` where it is another's. */
export async function removeTemplate(work: Work, id: string): Promise<void> {
  if (!mayChange(work, await findTemplate(work, id))) throw new AppError("not_allowed");
  await sql`delete from import_templates where id = ${id}::uuid`.execute(work.db);
}

async function findTemplate(work: Work, id: string): Promise<StoredTemplate> {
  const template = (await templates(work)).find((one) => one.id === id);
  if (!template) throw new AppError("not_found");
  return template;
}

/** Maps a file as a template says, as far as it has the columns and the actor may fill them. Throws `not_found`, `import_not_ready`. */
export async function applyTemplate(work: Work, stored: StoredImport, id: string): Promise<void> {
  await useTemplate(work, stored, await findTemplate(work, id));
}

/** Maps a file by the template made of a file with the same columns, the one that was changed last; answers whether there is one. */
export async function applyFittingTemplate(work: Work, stored: StoredImport): Promise<boolean> {
  const alike = (headings: readonly string[]): string => headings.map(comparable).sort().join("\n");
  const own = alike(headingsOf(stored));
  const [fitting] = (await templates(work))
    .filter(({ headings }) => alike(headings) === own)
    .sort((left, right) => right.updated_at.getTime() - left.updated_at.getTime());
  if (fitting) await useTemplate(work, stored, fitting);
  return fitting !== undefined;
}

async function useTemplate(work: Work, stored: StoredImport, template: StoredTemplate): Promise<void> {
  await mapLike(work, stored, template);
  await noteUse(work, stored, template);
}

/** Maps a file as one with such headings was, as far as it has the columns and the actor may fill them. Throws `not_found`. */
export async function mapLike(
  work: Work,
  stored: StoredImport,
  template: Pick<StoredTemplate, "object" | "headings" | "mapping">,
): Promise<void> {
  const object = work.catalogue.objects.get(template.object);
  if (!object) throw new AppError("not_found");
  const allowed = new Set(allowedTargets(work, object).map(({ path }) => path));
  const places = placesOf(headingsOf(stored));
  const used = new Map<string, number>();
  const columns = template.headings.map((heading) => {
    // Headings may repeat: the second of a name is the second of the file.
    const name = comparable(heading);
    const nth = used.get(name) ?? 0;
    used.set(name, nth + 1);
    return places.get(name)?.[nth];
  });
  const assignments = template.mapping.assignments.flatMap((one) => {
    const column = columns[one.column];
    return column === undefined || !allowed.has(one.target) ? [] : [{ ...one, column }];
  });
  const filled = new Set(assignments.map(({ target }) => target.split(".")[0]));
  const keys = template.mapping.keys.filter((key) => filled.has(key));
  await saveMapping(work, stored.id, object.name, { ...template.mapping, assignments, keys });
}

function placesOf(headings: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [index, heading] of headings.entries()) {
    const name = comparable(heading);
    places.set(name, [...(places.get(name) ?? []), index]);
  }
  return places;
}

async function noteUse(work: Work, { id }: StoredImport, template: StoredTemplate): Promise<void> {
  await sql`update imports set template_id = ${template.id}::uuid where id = ${id}::uuid`.execute(work.db);
}
