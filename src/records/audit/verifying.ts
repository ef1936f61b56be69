import { sql } from "kysely";
import type { Database } from "../work.ts";
import {
  type Block,
  blocksAfter,
  contentOf,
  hashOf,
  isSealedBy,
  rowBytes,
  sealingKey,
  textsBetween,
} from "./blocks.ts";

/** What does not hold, and where. Ids are those of entries, the first twenty of each. */
export type Fault =
  /** Blocks are gone: the one with this number does not follow on the one before. */
  | { readonly kind: "block_missing"; readonly block: number }
  /** The block was changed, or does not stand on the one before it. */
  | { readonly kind: "block_changed"; readonly block: number }
  /** Its seal was not made with this installation's secret. */
  | { readonly kind: "seal_wrong"; readonly block: number }
  | {
      readonly kind: "entries_wrong";
      readonly block: number;
      readonly changed: readonly string[];
      readonly removed: readonly string[];
      readonly added: readonly string[];
    }
  /** A head that was written down is not in the chain: blocks were removed from its end, or all made anew. */
  | { readonly kind: "head_missing"; readonly hash: string };

export interface Verification {
  readonly ok: boolean;
  readonly blocks: number;
  /** Entries under seal. */
  readonly entries: number;
  /** Entries since the last block. */
  readonly unsealed: number;
  /** To be written down elsewhere: it stands for everything sealed so far. */
  readonly head: { readonly block: number; readonly hash: string; readonly sealedAt: string } | null;
  readonly faults: readonly Fault[];
  readonly seconds: number;
}

const portion = 20;
const mostFaults = 50;
const mostNamed = 20;

/**
 * Looks at the whole log: every entry against its block, every block against the one before and against its seal.
 * `heads` are hashes that were written down elsewhere; each must be that of a block.
 */
export async function verifyAudit(
  database: Database,
  secret: Buffer,
  heads: readonly string[] = [],
): Promise<Verification> {
  const began = performance.now();
  const key = sealingKey(secret);
  const faults: Fault[] = [];
  const wanted = new Set(heads.map((head) => head.toLowerCase()));
  let before: Block | undefined;
  let [blocks, entries] = [0, 0];
  for (;;) {
    const next = await blocksAfter(database, before?.number ?? 0, portion);
    if (next.length === 0) break;
    for (const block of next) {
      faults.push(...faultsOfBlock(block, before, key), ...(await faultsOfEntries(database, block, before)));
      wanted.delete(block.hash.toString("hex"));
      before = block;
      blocks += 1;
      entries += block.entries;
    }
  }
  faults.push(...[...wanted].map((hash): Fault => ({ kind: "head_missing", hash })));
  return {
    ok: faults.length === 0,
    blocks,
    entries,
    unsealed: await entriesAfter(database, before),
    head: before
      ? {
          block: before.number,
          hash: before.hash.toString("hex"),
          sealedAt: before.sealed_at.toISOString(),
        }
      : null,
    faults: faults.slice(0, mostFaults),
    seconds: (performance.now() - began) / 1000,
  };
}

function faultsOfBlock(block: Block, before: Block | undefined, key: Buffer): Fault[] {
  const { number } = block;
  const follows = number === (before?.number ?? 0) + 1;
  const stands = hashOf(block, before?.hash ?? null).equals(block.hash);
  return [
    ...(follows ? [] : [{ kind: "block_missing", block: (before?.number ?? 0) + 1 } as const]),
    // Behind a gap the hash of the block before is not known.
    ...(stands || !follows ? [] : [{ kind: "block_changed", block: number } as const]),
    ...(isSealedBy(key, block) ? [] : [{ kind: "seal_wrong", block: number } as const]),
  ];
}

async function faultsOfEntries(
  database: Database,
  block: Block,
  before: Block | undefined,
): Promise<Fault[]> {
  // Behind a gap the entries of the blocks that are gone are not this one's.
  const follows = block.number === (before?.number ?? 0) + 1;
  const after = follows ? (before?.last_id ?? null) : String(BigInt(block.first_id) - 1n);
  // One more than there may be is enough to see that some were added.
  const texts = await textsBetween(database, after, block.last_id, block.entries * 2 + 1);
  const found = contentOf(texts);
  if (found.content.equals(block.content) && found.rows.equals(block.rows)) return [];
  const [kept, now] = [rowsIn(block.rows), rowsIn(found.rows)];
  const removed = [...kept.keys()].filter((id) => !now.has(id));
  const added = [...now.keys()].filter((id) => !kept.has(id));
  const changed = [...kept].filter(([id, digest]) => now.has(id) && now.get(id) !== digest).map(([id]) => id);
  return [
    {
      kind: "entries_wrong",
      block: block.number,
      changed: changed.slice(0, mostNamed),
      removed: removed.slice(0, mostNamed),
      added: added.slice(0, mostNamed),
    },
  ];
}

function rowsIn(rows: Buffer): Map<string, string> {
  const found = new Map<string, string>();
  for (let at = 0; at + rowBytes <= rows.length; at += rowBytes)
    found.set(String(rows.readBigInt64BE(at)), rows.toString("hex", at + 8, at + rowBytes));
  return found;
}

async function entriesAfter(database: Database, block: Block | undefined): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from history
    where id > ${block?.last_id ?? "0"}::bigint`.execute(database);
  return rows[0]?.count ?? 0;
}
