import { sql } from "kysely";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { assertMayChange, get, type Work } from "#records";
import { assertOwnFiles } from "../messages/own-files.ts";
import type { Draft, keepDraft as keepAction } from "../contract/inbox.ts";

/** What is being written in a conversation; null where nothing is. */
export async function draftOf(work: Work, conversation: string): Promise<{ draft: Draft | null }> {
  await get(work, "conversation", conversation);
  return { draft: await kept(work, conversation) };
}

/**
 * Keeps what is being written in a conversation: there is one draft, and all who answer see it. Throws `draft_changed`, with
 * by whom, where a colleague wrote since, and `link_not_found` for files of others; what is empty is no draft.
 */
export async function keepDraft(
  work: Work,
  conversation: string,
  { kind, body, recipients, files, version }: BodyOf<typeof keepAction>,
): Promise<{ draft: Draft | null }> {
  await get(work, "conversation", conversation);
  await assertMayChange(work, "conversation", conversation);
  await assertOwnFiles(work, conversation, files);
  if (body.trim() === "" && files.length === 0) return dropDraft(work, conversation);
  const { rows } = await sql`
    insert into conversation_drafts as d (conversation_id, kind, body, recipients, file_ids, changed_by, changed_at)
    values (${conversation}, ${kind}, ${body}, ${JSON.stringify(recipients)}, ${files}::uuid[], ${work.actor.userId},
      ${work.now})
    on conflict (conversation_id) do update set kind = excluded.kind, body = excluded.body,
      recipients = excluded.recipients, file_ids = excluded.file_ids, version = d.version + 1,
      changed_by = excluded.changed_by, changed_at = excluded.changed_at
      where d.version = ${version} or d.changed_by = excluded.changed_by
    returning 1`.execute(work.db);
  const draft = await kept(work, conversation);
  if (rows.length === 0) throw new AppError("draft_changed", { params: { by: draft?.by.title ?? "" } });
  return { draft };
}

/** Throws it away, whoever wrote it. */
export async function dropDraft(work: Work, conversation: string): Promise<{ draft: null }> {
  await get(work, "conversation", conversation);
  await assertMayChange(work, "conversation", conversation);
  await sql`delete from conversation_drafts where conversation_id = ${conversation}`.execute(work.db);
  return { draft: null };
}

async function kept(work: Work, conversation: string): Promise<Draft | null> {
  const { rows } = await sql<Omit<Draft, "at"> & { at: Date }>`
    select d.kind, d.body, d.recipients, d.version, d.changed_at as at,
      jsonb_build_object('id', u.id, 'title', u.name) as by,
      coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'title', f.name, 'size', f.size, 'type', f.type)
        order by place) from unnest(d.file_ids) with ordinality as those (id, place) join files f using (id)), '[]') as files
    from conversation_drafts d join users u on u.id = d.changed_by
    where d.conversation_id = ${conversation}`.execute(work.db);
  const [row] = rows;
  return row ? { ...row, at: new Date(row.at).toISOString() } : null;
}

/** What was just said is no draft any more. */
export async function dropSaid(work: Work, conversation: string, body: string): Promise<void> {
  await sql`delete from conversation_drafts
    where conversation_id = ${conversation} and btrim(body, E' \n\r\t') = ${body.trim()}`.execute(work.db);
}
