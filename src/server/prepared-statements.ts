import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import pg from "pg";
import { isPlannedAnew } from "#records";

/** What comes once or twice is not worth a name: the server would keep its plan for as long as the connection lives. */
const preparedFrom = 3;
/** Texts that are counted; beyond it those used longest ago are forgotten. */
const mostTexts = 1000;
/** A connection that has prepared more than this makes room for a fresh one. */
const mostPrepared = 100;

/**
 * The pool as Kysely sees it: a statement that comes again and again is prepared under a name, so that PostgreSQL reads
 * and plans it once a connection. Our texts are few, as every value is bound.
 */
export function preparing(pool: pg.Pool): PostgresPool {
  const names = createNames();
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client);
      if (known) return known;
      const made = preparingClient(client, names);
      clients.set(client, made);
      return made;
    },
    end: () => pool.end(),
  };
}

/**
 * Whether a prepared statement is no longer what it was: a column it answers has another type now, or whoever stands
 * between us and the database hands each transaction to another session. The same again succeeds.
 */
export function isStaleStatement(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === retyped || isUnknownName(error));
}

const retyped = "0A000";

function isUnknownName({ code }: pg.DatabaseError): boolean {
  return code === "26000" || code === "42P05";
}

function preparingClient(client: pg.PoolClient, names: Names): PostgresPoolClient {
  const prepared = new Set<string>();
  let inTransaction = false;
  let beginning: Promise<unknown> | undefined;

  // The answer is waited for with that of the first statement, which goes along.
  const begin = (): PostgresQueryResult<never> => {
    beginning = ask({ text: "begin", values: [], queryMode: "extended" });
    beginning.catch(() => {});
    return { command: "SELECT", rowCount: 0, rows: [] };
  };

  const query = async <R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> => {
    if (values.length === 0) inTransaction = staysInTransaction(text, inTransaction);
    if (text === "begin") return begin();
    const name = names.of(text);
    if (name === undefined) return ask<R>({ text, values });
    prepared.add(name);
    try {
      return await ask<R>({ name, text, values });
    } catch (error) {
      if (!isStaleStatement(error)) throw error;
      if (isUnknownName(error as pg.DatabaseError)) names.giveUp();
      else names.renew();
      // A transaction is lost with its first error: who opened it does it again.
      if (inTransaction) throw error;
      return ask<R>({ text, values });
    }
  };

  const ask = async <R>(statement: Statement): Promise<PostgresQueryResult<R>> => {
    const before = beginning;
    beginning = undefined;
    const answer = client.query(statement as pg.QueryConfig) as unknown as Promise<PostgresQueryResult<R>>;
    return before ? (await Promise.all([before, answer]))[1] : answer;
  };

  return {
    query: query as PostgresPoolClient["query"],
    release: () => client.release(prepared.size > mostPrepared),
  };
}

function staysInTransaction(text: string, inTransaction: boolean): boolean {
  if (text === "begin" || text.startsWith("start transaction")) return true;
  return text === "commit" || text === "rollback" ? false : inTransaction;
}

interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
  readonly queryMode?: "extended";
}

interface Names {
  /** The name of a text that has come often enough. */
  of(text: string): string | undefined;
  /** Calls everything by new names. */
  renew(): void;
  /** Prepares nothing any more. */
  giveUp(): void;
}

function createNames(): Names {
  const uses = new Map<string, { readonly name: string; count: number }>();
  let named = 0;
  let givenUp = false;
  return {
    of(text) {
      if (givenUp || isPlannedAnew(text)) return undefined;
      const use = uses.get(text) ?? { name: `s${++named}`, count: 0 };
      use.count++;
      // Set anew, so that those used longest ago stay in front.
      uses.delete(text);
      uses.set(text, use);
      if (uses.size > mostTexts) uses.delete(uses.keys().next().value ?? "");
      return use.count < preparedFrom ? undefined : use.name;
    },
    renew: () => uses.clear(),
    giveUp() {
      givenUp = true;
      uses.clear();
    },
  };
}
