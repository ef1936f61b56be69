import { join } from "node:path";
import { AppError } from "#kernel/error";
import type { Actor, Database, RuntimeSettings, Work } from "#records";
import { permits, type Rights } from "#records/contract";
import { sql } from "kysely";
import type { ImportDetails, ImportState } from "../contract/details.ts";
import type { ColumnSurvey, Layout, Mapping } from "../contract/imports.ts";

/** An import as the database keeps it. */
export interface StoredImport {
  readonly id: string;
  readonly session_id: string;
  readonly position: number;
  readonly file_name: string;
  readonly file_size: string;
  readonly sha256: string;
  readonly layout: Layout;
  readonly survey: { readonly header: boolean; readonly columns: readonly ColumnSurvey[] };
  readonly row_count: number;
  /** Of the file from which this came: what did not become rows. */
  readonly left_out: ImportDetails["left_out"];
  readonly object: string | null;
  readonly mapping: Mapping | null;
  /** By which it was mapped. */
  readonly template_id: string | null;
  readonly state: ImportState;
  /** All rows up to this one are dealt with, and some beyond it. */
  readonly cursor: number;
  /** Whoever runs it at the moment. */
  readonly run_id: string | null;
  readonly processed: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly problem: { readonly code: string; readonly params: Record<string, string | number> } | null;
  readonly created_at: Date;
  readonly created_by: string | null;
  /** What whoever started it might do then. */
  readonly rights: Rights | null;
  readonly started_at: Date | null;
  readonly touched_at: Date;
  readonly finished_at: Date | null;
  readonly undo_state: "waiting" | "running" | "done" | null;
  /** How often it was asked to be taken back. */
  readonly undo_pass: number;
  /** Whether what was changed since goes back, too. */
  readonly undo_anyway: boolean;
  readonly undone_by: string | null;
  readonly undo_rights: Rights | null;
}

/** Where the file of an import lies. */
export function importFile(settings: Pick<RuntimeSettings, "dataFolder">, id: string): string {
  return join(settings.dataFolder, "imports", id);
}

/** One's own import; whoever may do everything sees everybody's. Throws `not_found`. */
export async function findImport(work: Pick<Work, "db" | "actor">, id: string): Promise<StoredImport> {
  const found = await readImport(work.db, id);
  if (!found || !belongsTo(found, work.actor)) throw new AppError("not_found");
  return found;
}

function belongsTo(stored: StoredImport, actor: Actor): boolean {
  return stored.created_by === actor.userId || permits(actor.rights, "*");
}

export async function readImport(db: Database | Work["db"], id: string): Promise<StoredImport | undefined> {
  const { rows } = await sql<StoredImport>`select * from imports where id = ${id}::uuid`.execute(db);
  return rows[0];
}

/** How long one that is alive may take over a batch, in milliseconds, and be left in peace. */
export const patience = 5_000;

/** Whether nothing was heard for a while of whoever runs this import; it may be taken over, which does no harm. */
export function isQuiet({ touched_at }: StoredImport): boolean {
  return touched_at.getTime() < Date.now() - patience;
}

/** Of two that start an import of the same file at the same moment the second waits for the first's transaction, and then finds it. */
export async function waitForSameFile(db: Work["db"], id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('imports.once ' || sha256, 0)) from imports
    where id = ${id}::uuid`.execute(db);
}

/** Another import of the same file into the same records that has begun and not ended. */
export async function sameFileUnderway(db: Database, id: string): Promise<StoredImport | undefined> {
  const { rows } = await sql<StoredImport>`select other.* from imports
    join imports other on other.sha256 = imports.sha256 and other.object = imports.object
    where imports.id = ${id}::uuid and other.id <> imports.id and other.state in ('waiting', 'running')`.execute(
    db,
  );
  return rows[0];
}

/** Files of a session in the order in which they are taken. */
export async function sessionImports(db: Database | Work["db"], sessionId: string): Promise<StoredImport[]> {
  const { rows } = await sql<StoredImport>`select * from imports
    where session_id = ${sessionId}::uuid order by position, created_at`.execute(db);
  return rows;
}

export async function saveMapping(work: Work, id: string, object: string, mapping: Mapping): Promise<void> {
  const { numAffectedRows } =
    await sql`update imports set object = ${object}, mapping = ${JSON.stringify(mapping)}::jsonb, touched_at = now()
    where id = ${id}::uuid and state = 'prepared'`.execute(work.db);
  if (!numAffectedRows) throw new AppError("import_not_ready");
}

/** One's latest imports, or the files of one session in their order. */
export async function recentImports(work: Work, session?: string): Promise<StoredImport[]> {
  const everybodys = permits(work.actor.rights, "*") && session !== undefined;
  const { rows } = await sql<StoredImport>`select * from imports
    where (${everybodys} or created_by is not distinct from ${work.actor.userId}::uuid)
      and (${session ?? null}::uuid is null or session_id = ${session ?? null}::uuid)
    order by case when ${session ?? null}::uuid is null then 0 else position end, created_at desc limit 50`.execute(
    work.db,
  );
  return rows;
}
