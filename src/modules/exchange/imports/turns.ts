import type { Database, Runtime } from "#records";
import { sql } from "kysely";

/**
 * Runs something while no other import makes or looks for records of the same kinds, so that no name and no key is made
 * twice. The turn ends with the connection that holds it, however the process ends. `isAwaited` says whether another waits for it.
 */
export async function inTurn<T>(
  runtime: Runtime,
  objects: ReadonlySet<string>,
  run: (isAwaited: () => Promise<boolean>) => Promise<T>,
): Promise<T> {
  // In one order, so that two that wait for each other's kinds do not wait for ever.
  const keys = [...objects].sort().map((object) => `exchange.import ${object}`);
  return runtime.database.connection().execute(async (connection) => {
    try {
      for (const key of keys) await hold(connection, key);
      return await run(() => isAwaited(connection));
    } finally {
      await sql`select pg_advisory_unlock_all()`.execute(connection);
    }
  });
}

async function isAwaited(connection: Database): Promise<boolean> {
  const { rows } =
    await sql`select from pg_locks held join pg_locks wanted using (locktype, database, classid, objid, objsubid)
    where held.locktype = 'advisory' and held.pid = pg_backend_pid() and held.granted and not wanted.granted
    limit 1`.execute(connection);
  return rows.length > 0;
}

// Others may be at it for longer than a statement may take: then it is asked for again.
async function hold(connection: Database, key: string): Promise<void> {
  for (;;) {
    try {
      await sql`select pg_advisory_lock(hashtextextended(${key}, 0))`.execute(connection);
      return;
    } catch (error) {
      if (!isCutOff(error)) throw error;
    }
  }
}

function isCutOff(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "57014";
}
