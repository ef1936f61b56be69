import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Work } from "#records";
import type { DocumentKind } from "./kinds.ts";

/** Throws `document_empty` where no line of the document counts. */
export async function assertNotEmpty(work: Work, kind: DocumentKind, id: string): Promise<void> {
  const counts = kind.object === "quote" ? sql`chosen` : sql`true`;
  const { rows } = await sql`
    select 1 from ${sql.table(kind.lineTable)}
    where ${sql.ref(`${kind.object}_id`)} = ${id} and archived_at is null and ${counts} limit 1`.execute(
    work.db,
  );
  if (rows.length === 0) throw new AppError("document_empty");
}
