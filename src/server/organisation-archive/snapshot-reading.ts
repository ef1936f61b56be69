import { sql, type Transaction } from "kysely";
import type pg from "pg";
import type { DB } from "#db";
import type { Runtime } from "#records";
import { connectDatabase } from "../database.ts";

/** Runs `run` with a runtime that reads lists from the snapshot in which `client` is, by a connection of its own. */
export async function readingFrom<T>(
  client: pg.Client,
  runtime: Runtime,
  run: (reading: Runtime) => Promise<T>,
): Promise<T> {
  const { rows } = await client.query<{ id: string }>("select pg_export_snapshot() as id");
  const { database, close } = connectDatabase(runtime.databaseUrl, 1);
  try {
    const transaction = await database
      .startTransaction()
      .setIsolationLevel("repeatable read")
      .setAccessMode("read only")
      .execute();
    try {
      await sql`set transaction snapshot ${sql.lit(rows[0]?.id)}`.execute(transaction);
      // It waits as long as the rest of the work takes.
      await sql`set local idle_in_transaction_session_timeout = 0`.execute(transaction);
      return await run(readingBy(runtime, transaction));
    } finally {
      await transaction.rollback().execute();
    }
  } finally {
    await close();
  }
}

function readingBy(runtime: Runtime, db: Transaction<DB>): Runtime {
  return {
    ...runtime,
    read: (actor, source, capability) =>
      runtime.read(actor, source, (work) => capability({ ...work, db, searching: db })),
  };
}
