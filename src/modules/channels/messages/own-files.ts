import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Work } from "#records";

/** Nobody sends what they may not read: files are those that one brought oneself, or that a colleague put into the draft. */
export async function assertOwnFiles(
  work: Work,
  conversation: string,
  files: readonly string[],
): Promise<void> {
  if (files.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    select id from files where id = any(${files}::uuid[]) and (created_by = ${work.actor.userId} or exists (
      select from conversation_drafts d where d.conversation_id = ${conversation} and files.id = any(d.file_ids)))`.execute(
    work.db,
  );
  if (rows.length !== new Set(files).size) throw new AppError("link_not_found", { field: "files" });
}
