import { AppError } from "#kernel/error";
import { addCustomField, type Work } from "#records";
import { notesOf } from "../contract/targets.ts";
import { fieldKindOf } from "../suggesting/field-kinds.ts";
import { assignmentTo } from "../suggesting/mapping.ts";
import { headingsOf } from "./details.ts";
import { saveMapping, type StoredImport } from "./stored-import.ts";

/**
 * Makes fields of one's own for columns that have no place, each of the type that its values show, and has the columns go
 * into them. Throws `import_not_ready` for a file that is not mapped, `import_mapping_invalid` for a column that is not
 * there, and what the making of a field throws.
 */
export async function addFieldsFor(
  work: Work,
  stored: StoredImport,
  columns: readonly number[],
): Promise<void> {
  const { mapping } = stored;
  if (!mapping || stored.state !== "prepared") throw new AppError("import_not_ready");
  const find = (name: string) => work.catalogue.objects.get(name);
  const notes = notesOf(work.catalogue.object(mapping.object), find)?.list;
  let assignments = [...mapping.assignments];
  for (const index of new Set(columns)) {
    const column = stored.survey.columns.find((one) => one.index === index);
    if (!column) throw new AppError("import_mapping_invalid", { field: "columns" });
    const kind = fieldKindOf(column);
    const label = { [work.actor.locale]: (headingsOf(stored)[index] ?? "").slice(0, 100).trim() };
    const { name, field } = await addCustomField(work, mapping.object, { label, kind });
    const target = { path: name, object: mapping.object, field: name, definition: field };
    const separator = kind.type === "choices" ? { separator: ";" } : {};
    assignments = [
      ...assignments.filter((one) => one.column !== index || one.target !== notes),
      { ...assignmentTo(stored.survey.columns, index, target), ...separator },
    ];
  }
  await saveMapping(work, stored.id, mapping.object, { ...mapping, assignments });
}
