import { sql } from "kysely";
import type { Runtime } from "../module.ts";
import type { Database } from "../work.ts";
import {
  type Block,
  contentOf,
  hashOf,
  isSealedBy,
  lastBlock,
  sealingKey,
  sealOf,
  textsBetween,
} from "./blocks.ts";

/**
 * How far the log is known to be complete once all transactions up to `transaction` have ended: entries take their
 * number after the transaction has taken its own (`writing/history-rows.ts`), so no later one can still bring an id
 * that is not above `lastId`. The order of ids alone is not that of commits.
 */
export interface Horizon {
  readonly lastId: string;
  readonly transaction: string;
}

/** Entries of one block at most: what is read into memory at once. */
const mostEntries = 10_000;
/** Any number that no other lock of the product has. */
const sealersLock = 7_270_077;

/** Where the log ends now; null when all of it is sealed. */
export async function markHorizon(database: Database): Promise<Horizon | null> {
  const { rows: unsealed } = await sql`select 1 from history
    where id > coalesce((select max(last_id) from audit_blocks), 0) limit 1`.execute(database);
  if (unsealed.length === 0) return null;
  // The snapshot is older than the number of the transaction, which is taken only now.
  const { rows } = await sql<Horizon>`select (select max(id) from history)::text as "lastId",
    pg_current_xact_id()::text as transaction`.execute(database);
  return rows[0] ?? null;
}

export interface Sealed {
  /** False where a transaction below the horizon still runs, or another process seals just now: to be tried again. */
  readonly done: boolean;
  /** The newest block made. */
  readonly head: Block | null;
}

/**
 * Seals everything up to the horizon, block by block, each in a transaction of its own; never in one of the business.
 * Throws where the newest block was not made by this installation: nothing is built on it.
 */
export async function sealUpTo(runtime: Runtime, horizon: Horizon): Promise<Sealed> {
  const key = sealingKey(runtime.settings.secret);
  let head: Block | null = null;
  for (;;) {
    const block = await runtime.database.transaction().execute((db) => sealNext(db, key, horizon));
    if (block === "later" || block === "nothing") return { done: block === "nothing", head };
    head = block;
  }
}

async function sealNext(db: Database, key: Buffer, horizon: Horizon): Promise<Block | "later" | "nothing"> {
  const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${sealersLock})
      and pg_snapshot_xmin(pg_current_snapshot()) > ${horizon.transaction}::xid8 as mine`.execute(db);
  if (!rows[0]?.mine) return "later";
  const before = await lastBlock(db);
  if (before && !isSealedBy(key, before))
    throw new Error(`audit block ${before.number} does not bear the seal of this installation`);
  const texts = await textsBetween(db, before?.last_id ?? null, horizon.lastId, mostEntries);
  const [first] = texts;
  const last = texts.at(-1);
  if (!first || !last) return "nothing";
  const open = {
    number: (before?.number ?? 0) + 1,
    first_id: first.id,
    last_id: last.id,
    entries: texts.length,
    ...contentOf(texts),
    sealed_at: new Date(),
  };
  const hash = hashOf(open, before?.hash ?? null);
  const block: Block = { ...open, hash, seal: sealOf(key, hash) };
  await sql`insert into audit_blocks (number, first_id, last_id, entries, content, rows, hash, seal, sealed_at)
    values (${block.number}, ${block.first_id}, ${block.last_id}, ${block.entries}, ${block.content}, ${block.rows},
      ${block.hash}, ${block.seal}, ${block.sealed_at})`.execute(db);
  return block;
}
