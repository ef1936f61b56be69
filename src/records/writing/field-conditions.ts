import type { FieldError } from "#kernel/error";
import { filterHolds } from "#kernel/filter-match";
import type { CatalogueObject } from "../catalogue.ts";
import { type Field, valueAtPath } from "../contract/index.ts";
import type { Work } from "../work.ts";
import { type Draft, valueOf } from "./draft.ts";
import { differences } from "./journal.ts";
import { throwIfAny } from "./values.ts";

type Conditional = readonly [string, Field];

/**
 * Holds drafts to what administrators said of fields: required when, not to be changed when. What was so before
 * counts for changing, what will be for requiring. Throws `field_required`, `field_read_only`.
 */
export function assertConditions(work: Work, object: CatalogueObject, drafts: readonly Draft[]): void {
  const fields = conditionalFields(object);
  if (fields.length === 0) return;
  const asker = { ...work.actor, now: work.now };
  const errors: FieldError[] = [];
  for (const draft of drafts) {
    const changed = draft.before ? differences(draft.before, draft.values) : {};
    const before = (path: string) => valueAtPath(object, (name) => draft.before?.[name] ?? null, path);
    const after = (path: string) => valueAtPath(object, (name) => valueOf(draft, name), path);
    for (const [name, { requiredWhen, readOnlyWhen }] of fields) {
      if (readOnlyWhen && name in changed && filterHolds(readOnlyWhen, before, asker))
        errors.push({ code: "field_read_only", field: name });
      const concerns = requiredWhen && (!draft.before || Object.keys(changed).length > 0);
      if (concerns && isEmpty(valueOf(draft, name)) && filterHolds(requiredWhen, after, asker))
        errors.push({ code: "field_required", field: name });
    }
  }
  throwIfAny(errors);
}

const found = new WeakMap<CatalogueObject, readonly Conditional[]>();

function conditionalFields(object: CatalogueObject): readonly Conditional[] {
  const known = found.get(object);
  if (known) return known;
  const fields = Object.entries(object.fields).filter(
    ([, field]) => field.requiredWhen || field.readOnlyWhen,
  );
  found.set(object, fields);
  return fields;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}
