import { hkdfSync } from "node:crypto";
import { sql } from "kysely";
import type { Database, RuntimeSettings, Work } from "#records";

/** Seconds for which the edge is one process's alone; a process that died gives it free when they are over. */
const seconds = 15;

export type EdgeState = "begins" | "runs" | "no_programs";

/** Takes or keeps the edge for this process. Answers whether it has it. */
export async function holdEdge(
  database: Database,
  holder: string,
  { state, socketPort }: { readonly state: EdgeState; readonly socketPort: number | null },
): Promise<boolean> {
  const { rows } = await sql`
    insert into telephone_edge as edge (held_by, held_until, state, socket_port)
    values (${holder}, now() + make_interval(secs => ${seconds}), ${state}, ${socketPort})
    on conflict (only_one) do update set held_by = excluded.held_by, held_until = excluded.held_until, state = excluded.state,
      socket_port = excluded.socket_port
    where edge.held_by = excluded.held_by or edge.held_until < now()
    returning 1`.execute(database);
  return rows.length > 0;
}

export async function leaveEdge(database: Database, holder: string): Promise<void> {
  await sql`delete from telephone_edge where held_by = ${holder}`.execute(database);
}

/** How the edge stands, whoever has it; null where nobody does. */
export async function edgeNow(
  database: Database | Work["db"],
): Promise<{ readonly state: EdgeState; readonly socketPort: number | null } | null> {
  const { rows } = await sql<{ state: EdgeState; socketPort: number | null }>`
    select state, socket_port as "socketPort" from telephone_edge where held_until >= now()`.execute(
    database,
  );
  return rows[0] ?? null;
}

/** By which the processes of this installation and the edge know one another on a machine that others may work on, too. */
export function edgeKey({ secret }: Pick<RuntimeSettings, "secret">): string {
  return Buffer.from(hkdfSync("sha256", secret, "", "rapport telephone 1", 24)).toString("hex");
}
