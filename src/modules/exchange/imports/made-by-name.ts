import type { Work } from "#records";
import type { RecordData } from "#records/contract";
import { sql } from "kysely";
import { comparable } from "../values/likeness.ts";
import { titleOf } from "./directory.ts";
import type { RowDraft } from "./interpreting.ts";
import type { CheckedMapping } from "./mapping-check.ts";
import { makeRecords } from "./resolving.ts";

/** Makes records by name, and notes them: their own row may still come in the same file. */
export function makeByName(importId: string): typeof makeRecords {
  return async (work, object, wanted) => {
    const made = await makeRecords(work, object, wanted);
    const rows = made.map((known, index) => ({
      record_id: known.id,
      title: comparable(wanted[index]?.text ?? ""),
    }));
    await sql`insert into import_made (import_id, object, record_id, title)
      select ${importId}::uuid, ${object.name}, r.record_id, r.title
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(record_id uuid, title text)`.execute(
      work.db,
    );
    return made;
  };
}

/** The records made by name that rows turn out to describe. */
export async function claimMade(
  work: Work,
  importId: string,
  checked: CheckedMapping,
  drafts: readonly RowDraft[],
): Promise<Map<RowDraft, RecordData>> {
  const claimed = new Map<RowDraft, RecordData>();
  // Only what rows may name was made by name.
  if (!checked.pointsToOwn) return claimed;
  const titles = drafts.map((draft) => comparable(titleOf(checked.object, draft.values)));
  const { rows } = await sql<{ record_id: string; title: string }>`select record_id, title from import_made
    where import_id = ${importId}::uuid and object = ${checked.object.name} and row is null
      and title = any(${titles}::text[])`.execute(work.db);
  for (const { record_id, title } of rows) {
    const draft = drafts[titles.indexOf(title)];
    if (!draft || claimed.has(draft)) continue;
    await sql`update import_made set row = ${draft.row.number}
      where import_id = ${importId}::uuid and object = ${checked.object.name} and record_id = ${record_id}::uuid`.execute(
      work.db,
    );
    claimed.set(draft, { id: record_id, version: 0 });
  }
  return claimed;
}
