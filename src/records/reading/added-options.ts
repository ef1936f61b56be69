import { sql } from "kysely";
import type { AddedOption } from "../contract/index.ts";
import type { Work } from "../work.ts";

/** The options that administrators and imports added to choices, by `object.field`, in their order. */
export async function optionsByField(work: Work): Promise<ReadonlyMap<string, readonly AddedOption[]>> {
  const { rows } = await sql<{ name: string; key: string; label: string }>`
    select object || '.' || field as name, key, label from field_options order by position, label`.execute(
    work.db,
  );
  const added = new Map<string, AddedOption[]>();
  for (const { name, key, label } of rows) added.set(name, [...(added.get(name) ?? []), { key, label }]);
  return added;
}
