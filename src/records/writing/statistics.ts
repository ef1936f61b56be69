import { sql } from "kysely";
import type { Database } from "../work.ts";

/**
 * Lets PostgreSQL look again at tables that grew manifold since it last did. It does so by itself, but a minute late: until
 * then what writes much reads whole tables that it takes for empty.
 */
export async function refreshStatistics(database: Database): Promise<void> {
  const { rows } = await sql<{ schema: string; table: string }>`
    select s.schemaname as schema, s.relname as table from pg_stat_user_tables s join pg_class c on c.oid = s.relid
    where s.n_mod_since_analyze > 500 and s.n_mod_since_analyze > c.reltuples and pg_has_role(c.relowner, 'USAGE')
    order by s.relid`.execute(database);
  for (const { schema, table } of rows)
    await sql`analyze ${sql.table(`${schema}.${table}`)}`.execute(database);
}
