import type { CatalogueObject } from "#records";
import type { RecordData } from "#records/contract";

/** How a record that was read is called, for a line about it. */
export function titleOf(object: CatalogueObject, record: RecordData): string {
  const value = record[object.title];
  if (typeof value === "string") return value.slice(0, 200);
  if (typeof value !== "object" || value === null) return "";
  const { full, title } = value as { full?: unknown; title?: unknown };
  return String(full ?? title ?? "").slice(0, 200);
}
