import { sql } from "kysely";
import type { Work } from "#records";

/** The active users who hold a capability, such as all who keep webhooks. */
export async function usersPermitted(work: Work, permission: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct u.id from users u
    join user_roles ur on ur.user_id = u.id
    join roles r on r.id = ur.role_id
    where u.active and u.archived_at is null and r.archived_at is null
      and r.grants -> 'permissions' ?| ${[permission, "*"]}::text[]`.execute(work.db);
  return rows.map(({ id }) => id);
}
