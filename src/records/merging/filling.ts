import type { CatalogueObject } from "../catalogue.ts";
import { type Field, isComputed, type RecordData } from "../contract/index.ts";
import { knownField, visibleField } from "../reading/field-path.ts";
import type { Work } from "../work.ts";

/**
 * What the survivor lacks and one of the others has, the first of them that does; of choices and links to many, all that
 * any of them has. Nothing that `named` says, nor what only capabilities or the product itself write.
 */
export function whatIsLacking(
  work: Work,
  object: CatalogueObject,
  [survivor, ...others]: readonly RecordData[],
  named: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(object.fields)) {
    if (
      Object.hasOwn(named, name) ||
      !isFilled(work, object, field) ||
      isSeenHereAndThere(work, object, name)
    )
      continue;
    const own = survivor?.[name];
    const theirs = others.map((record) => record[name]).filter((value) => !isEmpty(value));
    if (field.type === "choices" || field.type === "links") {
      const all = [...new Set([own, ...theirs].flatMap((value) => (value ?? []) as string[]))];
      if (all.length > ((own ?? []) as string[]).length) values[name] = all;
    } else if (isEmpty(own) && theirs.length > 0) values[name] = theirs[0];
  }
  return values;
}

// What the actor sees on some records only would be seen on the one that stays.
function isSeenHereAndThere(work: Work, object: CatalogueObject, name: string): boolean {
  return knownField(work, object, name) !== undefined && !visibleField(work, object, name);
}

// A link among the merged ones themselves would lead in a circle.
function isFilled(work: Work, object: CatalogueObject, field: Field): boolean {
  if (isComputed(field) || field.readOnly || field.governedBy) return false;
  const isLink = field.type === "link" || field.type === "links";
  return !isLink || work.catalogue.object(field.to).table !== object.table;
}

function isEmpty(value: unknown): boolean {
  return value == null || value === "" || (Array.isArray(value) && value.length === 0);
}
