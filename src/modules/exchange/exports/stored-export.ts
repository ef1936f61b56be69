import { join } from "node:path";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { isWithin } from "#platform";
import type { Actor, Database, RuntimeSettings, Work } from "#records";
import type { Rights } from "#records/contract";
import {
  type ExportFormat,
  exportLimits,
  type ExportState,
  type ExportSummary,
} from "../contract/exports.ts";
import { problemText } from "../imports/problem-texts.ts";
import type { ExportRequest } from "./list-to-export.ts";

/** An export as the database keeps it. */
export interface StoredExport {
  readonly id: string;
  readonly object: string;
  readonly format: ExportFormat | "archive";
  readonly request: ExportRequest;
  readonly file_name: string;
  readonly state: ExportState;
  readonly run_id: string | null;
  readonly runs: number;
  readonly row_count: number;
  readonly processed: number;
  readonly file_size: string | null;
  readonly problem: { readonly code: string; readonly params: Record<string, string | number> } | null;
  /** What whoever asked for it might do then. */
  readonly rights: Rights;
  readonly created_at: Date;
  readonly created_by: string;
  readonly touched_at: Date;
  readonly finished_at: Date | null;
}

type Folder = Pick<RuntimeSettings, "dataFolder">;

export const exportFolder = ({ dataFolder }: Folder): string => join(dataFolder, "exports");

/** Where the file of an export lies once it is whole. While it is written, the name of the run stands behind it. */
export const exportFile = (settings: Folder, id: string): string => join(exportFolder(settings), id);

export async function readExport(db: Database | Work["db"], id: string): Promise<StoredExport | undefined> {
  const { rows } = await sql<StoredExport>`select * from exports where id = ${id}::uuid`.execute(db);
  return rows[0];
}

/**
 * One's own export, and nobody else's, whatever they may do or whom they look through. Its file has what its maker saw then:
 * who sees less by now, or comes by a key that may less, makes it anew. Throws `not_found`.
 */
export async function findExport(
  { db, actor }: Pick<Work, "db" | "actor">,
  id: string,
): Promise<StoredExport> {
  const found = await readExport(db, id);
  if (!found || !isOwn(found, actor)) throw new AppError("not_found");
  return found;
}

export async function ownExports({ db, actor }: Work): Promise<StoredExport[]> {
  const { rows } = await sql<StoredExport>`select * from exports
    where created_by = ${actor.userId}::uuid order by created_at desc limit 100`.execute(db);
  return rows.filter((stored) => isOwn(stored, actor));
}

function isOwn({ created_by, rights }: StoredExport, actor: Actor): boolean {
  return (
    created_by === actor.userId && !actor.viewing && isWithin({ ...rights, permissions: [] }, actor.rights)
  );
}

const dayMilliseconds = 86_400_000;

export function summaryOf({ actor }: Pick<Work, "actor">, stored: StoredExport): ExportSummary {
  const { id, object, format, file_name, state, processed, file_size, problem, finished_at } = stored;
  return {
    id,
    object,
    format,
    file_name,
    state,
    // An estimate may be too small.
    rows: state === "done" ? processed : Math.max(stored.row_count, processed),
    processed,
    size: file_size === null ? null : Number(file_size),
    problem: problem ? problemText(actor.locale, problem) : null,
    created_at: stored.created_at.toISOString(),
    kept_until: finished_at
      ? new Date(finished_at.getTime() + exportLimits.keptDays * dayMilliseconds).toISOString()
      : null,
  };
}
