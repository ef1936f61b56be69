import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { type AddedOption, optionsOwner } from "../contract/index.ts";
import { visibleField } from "../reading/field-path.ts";
import type { Work } from "../work.ts";

/**
 * Adds an option to a choice that is open, and answers its key; one of the same label is used again. The caller
 * has checked that the actor may. Throws `field_unknown`, `field_read_only` where the choice is closed.
 */
export async function addOption(
  work: Work,
  objectName: string,
  fieldName: string,
  label: string,
): Promise<AddedOption> {
  const object = work.catalogue.object(objectName);
  const field = visibleField(work, object, fieldName);
  if (field?.type !== "choice" && field?.type !== "choices")
    throw new AppError("field_unknown", { field: fieldName });
  if (!field.open) throw new AppError("field_read_only", { field: fieldName });
  const owner = optionsOwner(object, field);
  const { rows } = await sql<AddedOption>`select key, label from field_options
    where object = ${owner} and field = ${fieldName}`.execute(work.db);
  const same = rows.find((option) => option.label.toLowerCase() === label.toLowerCase());
  if (same) return same;
  const taken = new Set([...field.options, ...rows.map((option) => option.key)]);
  const option = { key: freeKey(label, taken), label: label.slice(0, 200) };
  await sql`insert into field_options (object, field, key, label, position)
    values (${owner}, ${fieldName}, ${option.key}, ${option.label}, ${rows.length})`.execute(work.db);
  return option;
}

/** A key for the label that is not taken: `gold_partner`. */
export function freeKey(label: string, taken: ReadonlySet<string>): string {
  const stem =
    label
      .toLowerCase()
      .normalize("NFKD")
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^_+|_+$/g, "")
      .slice(0, 50) || "option";
  let key = stem;
  for (let number = 2; taken.has(key); number++) key = `${stem}_${number}`;
  return key;
}
