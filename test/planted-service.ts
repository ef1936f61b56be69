import { sql } from "kysely";
import type { Database } from "#records";

/** What is promised of the planted ticket, and where it stood. Answers the ids by object. */
export async function plantService(
  database: Database,
  { ticket, article }: Readonly<Record<string, string>>,
  canary: string,
): Promise<Record<string, string>> {
  const { rows } = await sql<Record<string, string>>`
    with deadline as (
      insert into ticket_deadlines (ticket_id, kind, started_at, due_at)
      values (${ticket}, 'next_answer', '2024-05-05', '2024-05-06') returning id),
    article_version as (
      insert into article_versions (article_id, number, title, body, published_at, words)
      values (${article}, 1, ${`${canary} title`}, ${`${canary} text`}, '2024-05-05', to_tsvector('simple', ${canary})) returning id)
    select deadline.id as ticket_deadline, article_version.id as article_version,
      (select id from ticket_status_changes where ticket_id = ${ticket} limit 1) as ticket_status_change
    from deadline, article_version`.execute(database);
  return { ...rows[0] };
}
