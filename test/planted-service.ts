import { sql } from "kysely";
import type { Database } from "#records";

/** What is promised of the planted ticket, and where it stood. Answers the ids by object. */
export async function plantService(
  database: Database,
  { ticket }: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const { rows } = await sql<Record<string, string>>`
    with deadline as (
      insert into ticket_deadlines (ticket_id, kind, started_at, due_at)
      values (${ticket}, 'next_answer', '2024-05-05', '2024-05-06') returning id)
    select deadline.id as ticket_deadline,
      (select id from ticket_status_changes where ticket_id = ${ticket} limit 1) as ticket_status_change
    from deadline`.execute(database);
  return { ...rows[0] };
}
