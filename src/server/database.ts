import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import type { DB } from "#db";
import { GatheringSocket } from "./gathering-socket.ts";
import { preparing } from "./prepared-statements.ts";

export interface DatabaseConnection {
  readonly database: Kysely<DB>;
  /** The connections beneath, for what speaks to PostgreSQL itself: jobs, COPY, sign-in. */
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

// A query that runs longer than this is refused by the server; the client gives up a little later, because a
// frozen database answers nothing at all. Long work (COPY, jobs) sets its own `query_timeout` on the query.
const statementTimeout = 30_000;
const queryTimeout = 40_000;

/** How long a statement of a search may run: who has typed words waits for the next letters, not for half a minute. */
const searchTimeout = 5_000;

/**
 * The same database for those who search: few connections, so that searches that are slow wait for each other and nobody
 * else does, on which a statement is cut off sooner.
 */
export function connectForSearch(url: string, timeout = searchTimeout): DatabaseConnection {
  return connectDatabase(url, 4, timeout);
}

/**
 * The same database for writing many records whose links the engine has looked for by set: connections on which PostgreSQL
 * does not look for each row by itself, which was a fifth of what an import of people cost it. Undefined where the role may
 * not ask for that (`grant set on parameter session_replication_role`, PostgreSQL's superusers may).
 */
export async function connectForBulk(url: string): Promise<DatabaseConnection | undefined> {
  const connection = connectDatabase(url, 1);
  try {
    // Through Kysely, which ends a pool only if it has used it.
    const { rows } = await sql<{ may: boolean }>`
      select has_parameter_privilege('session_replication_role', 'set') as may`.execute(connection.database);
    return rows[0]?.may
      ? connectDatabase(url, 4, statementTimeout, "-c session_replication_role=replica")
      : undefined;
  } finally {
    await connection.close();
  }
}

/** The door to the database. `timestamptz` reads as `Date`; `date`, `numeric` and `int8` as text, so that nothing is lost. */
export function connectDatabase(
  url: string,
  connections = 12,
  timeout = statementTimeout,
  options = "",
): DatabaseConnection {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "rapport",
    max: connections,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    // To order a million people by their companies, PostgreSQL would look every company up in turn (3.1 s) rather than
    // read them all once (0.9 s): it takes what it remembers of the last ones to spare it more than it does.
    options: `-c enable_memoize=off ${options}`,
    statement_timeout: timeout,
    query_timeout: queryTimeout,
    idle_in_transaction_session_timeout: 300_000,
    keepAlive: true,
    // A statement is sent without waiting for the answer to the one before; PostgreSQL does them in order all the same.
    pipeline: true,
    stream: () => new GatheringSocket(),
    types: { getTypeParser: typeParser },
  });
  // A connection that breaks fails the query on it, if any, and is replaced at the next use; without a listener it
  // would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const database = new Kysely<DB>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
  return { database, pool, close: () => database.destroy() };
}

const asText = (text: string) => text;
const { DATE, TIMESTAMP } = pg.types.builtins;
const textArray = 1009;
const dateArray = 1182;

const typeParser: typeof pg.types.getTypeParser = (id: number, format?: "text" | "binary") => {
  // pg would make a local midnight of a date, which is another day elsewhere.
  if (id === DATE || id === TIMESTAMP) return asText;
  return pg.types.getTypeParser(id === dateArray ? textArray : id, format as "text");
};
