import type { Work } from "#records";
import { sql } from "kysely";
import type { ImportDetails, ImportSummary } from "../contract/details.ts";
import { fieldKindOf } from "../suggesting/field-kinds.ts";
import { problemText } from "./problem-texts.ts";
import type { StoredImport } from "./stored-import.ts";

/** The headings of the file; a column without one is called by its number. */
export function headingsOf(stored: Pick<StoredImport, "survey">): string[] {
  return stored.survey.columns.map((column) => column.name || `#${column.index + 1}`);
}

/** An import as the list and the tray show it. */
export function summaryOf(work: Pick<Work, "actor">, stored: StoredImport): ImportSummary {
  const until = stored.finished_at ?? new Date();
  return {
    id: stored.id,
    session_id: stored.session_id,
    file_name: stored.file_name,
    file_size: Number(stored.file_size),
    object: stored.object,
    state: stored.state,
    rows: stored.row_count,
    processed: stored.processed,
    counts: {
      created: stored.created,
      updated: stored.updated,
      unchanged: stored.unchanged,
      failed: stored.failed,
    },
    problem: stored.problem ? problemText(work.actor.locale, stored.problem) : null,
    created_at: stored.created_at.toISOString(),
    finished_at: stored.finished_at?.toISOString() ?? null,
    seconds: stored.started_at ? Math.max(0, until.getTime() - stored.started_at.getTime()) / 1000 : 0,
  };
}

/** An import as the screens of mapping and result show it. */
export async function detailsOf(work: Work, stored: StoredImport): Promise<ImportDetails> {
  const { rows } = await sql<{
    object: string;
    count: number;
  }>`select object, count(*)::int as count from import_made
    where import_id = ${stored.id}::uuid and row is null group by object order by object`.execute(work.db);
  return {
    ...summaryOf(work, stored),
    layout: stored.layout,
    header: stored.survey.header,
    columns: stored.survey.columns.map((column) => ({ ...column, kind: fieldKindOf(column).type })),
    mapping: stored.mapping,
    template: stored.template_id,
    left_out: [...stored.left_out],
    made: rows,
  };
}
