import { type CatalogueObject, createMany, list, type Work } from "#records";
import { newId } from "#kernel/id";
import { comparable } from "../values/likeness.ts";
import { splitPersonName } from "../values/person-names.ts";
import { asText, type Directory, type Known } from "./directory.ts";
import { clipped } from "../values/clipping.ts";
import type { Reference, RowDraft } from "./interpreting.ts";
import { kindMeant } from "./kind-meanings.ts";
import { settleSourceIds } from "./links-to-come.ts";

/** Makes a record that a row names and that is not there. */
export type MakeRelated = (
  work: Work,
  object: CatalogueObject,
  wanted: readonly Wanted[],
) => Promise<Known[]>;

export interface Wanted {
  readonly text: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly scope: string | null;
}

/**
 * Puts ids in the place of names, for many rows at once: found by the id in the other system, else in the directory,
 * else made, each once. A name that is neither becomes a problem of its row, where it may not be left empty. Then
 * fills in what follows from it: scope, title, closing date.
 */
export async function resolveReferences(
  work: Work,
  object: CatalogueObject,
  drafts: readonly RowDraft[],
  tools: { readonly directory: Directory; readonly make: MakeRelated },
): Promise<void> {
  await settleSourceIds(work, drafts);
  const references = drafts.flatMap(openReferences);
  // What others are looked for under (a pipeline) is looked up before them.
  const names = [...new Set(references.map((one) => one.object))].sort(
    (left, right) => scopeDepth(work, object, left) - scopeDepth(work, object, right),
  );
  for (const name of names) {
    const target = work.catalogue.object(name);
    const texts = references.filter((one) => one.object === name).map((one) => one.text);
    await tools.directory.prepare(work, name, texts);
    await learnAddresses(work, target, texts, tools.directory);
    const scopeField = scopeFieldOf(object, target);
    const scope = scopeField ? await standardScope(work, target, scopeField) : null;
    await makeMissing(work, target, drafts, { ...tools, scopeField, scope });
    for (const draft of drafts) {
      for (const reference of chosen(draft, name, tools.directory, scopeOf(draft, scopeField, scope)))
        settle(draft, reference, tools.directory, scopeField, scope);
    }
  }
  for (const draft of drafts) settleClosing(draft, object, tools.directory);
}

// Whoever is meant by an address is found by any that they have.
async function learnAddresses(
  work: Work,
  { name, rules }: CatalogueObject,
  texts: readonly string[],
  directory: Directory,
): Promise<void> {
  const unknown = texts.filter((text) => text.includes("@") && !directory.find(name, text));
  if (!rules.addressed || unknown.length === 0) return;
  const found = await rules.addressed(work, [...new Set(unknown.map((text) => text.toLowerCase()))]);
  for (const [address, { id, title }] of found) directory.add(name, address, { id, title, record: null });
}

// By name is looked for what was not found by its id; a second name of the same link only where the first is not known.
function isOpen(draft: RowDraft, { idsOf, many, list: lines, field }: Reference): boolean {
  return idsOf === undefined && (many || lines !== undefined || draft.values[field] == null);
}

const openReferences = (draft: RowDraft): Reference[] =>
  draft.references.filter((reference) => isOpen(draft, reference));

// Of several names of one link the first that is known, else the first.
function chosen(draft: RowDraft, object: string, directory: Directory, scope: string | null): Reference[] {
  const open = openReferences(draft).filter((reference) => reference.object === object);
  if (open.length < 2) return open;
  return [...Map.groupBy(open, ({ list: lines, field }) => `${lines}.${field}`).values()].flatMap((some) => {
    if (some.length === 1 || some[0]?.many) return some;
    const one = some.find(({ text }) => directory.find(object, text, scope)) ?? some[0];
    return one ? [one] : [];
  });
}

/** A title for a record whose file has none: what its links are called, else its key. */
export function composeTitle(draft: RowDraft, object: CatalogueObject, directory: Directory): void {
  const field = object.fields[object.title];
  if (field?.type !== "text" || !field.required || draft.values[object.title] != null) return;
  const named = draft.references
    .filter((one) => one.idsOf === undefined && isSubject(object, one))
    .sort((left, right) => Number(left.list !== undefined) - Number(right.list !== undefined))
    .map((one) => directory.find(one.object, one.text)?.title ?? one.text);
  const key = (object.keys ?? []).map((name) => asText(draft.values[name])).find((text) => text !== "");
  const title = [...new Set(named)].join(" – ") || key;
  if (title) draft.values[object.title] = clipped(title, field.max ?? 200);
}

// Whom and what the record is about; not who works on it or where it stands.
function isSubject(object: CatalogueObject, reference: Reference): boolean {
  if (reference.object === "user") return false;
  return reference.list !== undefined || !object.fields[reference.field]?.governedBy;
}

interface Making {
  readonly directory: Directory;
  readonly make: MakeRelated;
  readonly scopeField: string | null;
  readonly scope: string | null;
}

async function makeMissing(
  work: Work,
  target: CatalogueObject,
  drafts: readonly RowDraft[],
  making: Making,
): Promise<void> {
  const wanted = new Map<string, Wanted>();
  const meant = kindMeant(work, target);
  for (const draft of drafts) {
    if (draft.problems.length > 0) continue;
    const scope = scopeOf(draft, making.scopeField, making.scope);
    for (const { object, text, others } of chosen(draft, target.name, making.directory, scope)) {
      const name = `${scope ?? ""}/${comparable(text)}`;
      if (
        others !== "create" ||
        comparable(text) === "" ||
        making.directory.find(object, text, scope) ||
        wanted.has(name)
      )
        continue;
      const required = making.scopeField && scope ? { [making.scopeField]: scope } : {};
      const values = { [target.title]: titleValue(target, text), ...required, ...meant(text) };
      wanted.set(name, { text, scope, values });
    }
  }
  if (wanted.size === 0) return;
  const all = [...wanted.values()];
  const made = await making.make(work, target, all);
  all.forEach((one, index) => {
    const known = made[index];
    if (known) making.directory.add(target.name, one.text, known, one.scope);
  });
}

/** Really makes them. */
export const makeRecords: MakeRelated = async (work, object, wanted) => {
  const ids = await createMany(
    work,
    object.name,
    wanted.map((one) => one.values),
    { governed: true },
  );
  return ids.map((id, index) => known(id, wanted[index] as Wanted));
};

/** Only plans them, for a preview. */
export const planRecords: MakeRelated = async (_work, _object, wanted) =>
  wanted.map((one) => known(newId(), one));

const known = (id: string, { text, values }: Wanted): Known => ({
  id,
  title: text,
  record: { ...values, id, version: 0 },
});

function settle(
  draft: RowDraft,
  reference: Reference,
  directory: Directory,
  scopeField: string | null,
  standard: string | null,
): void {
  const scope = scopeOf(draft, scopeField, standard);
  const known = directory.find(reference.object, reference.text, scope);
  if (!known) {
    if (reference.others === "empty") {
      draft.besides.note.push(`${reference.column}: ${reference.text}`);
    } else if (draft.problems.length === 0 || reference.others === "fail") {
      draft.problems.push({
        code: "name_unknown",
        field: reference.field,
        column: reference.column,
        value: clipped(reference.text),
      });
    }
    return;
  }
  const into = reference.list ? (draft.lines as Record<string, Record<string, unknown>>) : undefined;
  const values = into && reference.list ? (into[reference.list] ??= {}) : draft.values;
  values[reference.field] = reference.many
    ? [...((values[reference.field] as string[] | undefined) ?? []), known.id]
    : known.id;
  if (scopeField && scope && !reference.list && draft.values[scopeField] == null)
    draft.values[scopeField] = scope;
}

// Stages are told apart by their pipeline: both the deal and the stage point to one.
function scopeFieldOf(object: CatalogueObject, target: CatalogueObject): string | null {
  for (const [name, field] of Object.entries(target.fields)) {
    const own = object.fields[name];
    if (field.type === "link" && field.required && own?.type === "link" && own.to === field.to) return name;
  }
  return null;
}

function scopeDepth(work: Work, object: CatalogueObject, name: string): number {
  return scopeFieldOf(object, work.catalogue.object(name)) ? 1 : 0;
}

const scopeOf = (draft: RowDraft, field: string | null, standard: string | null): string | null =>
  field ? ((draft.values[field] as string | undefined) ?? standard) : null;

async function standardScope(work: Work, target: CatalogueObject, field: string): Promise<string | null> {
  const link = target.fields[field];
  if (link?.type !== "link") return null;
  const { data } = await list(work, link.to, { limit: 1, fields: "id" });
  return data[0]?.id ?? null;
}

function settleClosing(draft: RowDraft, object: CatalogueObject, directory: Directory): void {
  if (draft.closing === null) return;
  const stage = draft.references.find((one) => one.field === "stage" && !one.list);
  const kind =
    stage && object.fields.stage
      ? directory.find(stage.object, stage.text, draft.values.pipeline as string)?.record?.kind
      : undefined;
  const field = kind === "won" || kind === "lost" ? "closed_on" : "expected_close_on";
  draft.values[field] ??= draft.closing;
}

function titleValue(object: CatalogueObject, text: string): unknown {
  const field = object.fields[object.title];
  if (field?.type === "person_name") return splitPersonName(text);
  return field?.type === "text" ? clipped(text, field.max ?? 200) : text;
}
