import { createHash, createHmac, hash as digestOf, hkdfSync } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import { isSameSecret } from "../same-secret.ts";
import type { Database } from "../work.ts";

/** A block of the audit log as it is kept. */
export interface Block {
  readonly number: number;
  readonly first_id: string;
  readonly last_id: string;
  readonly entries: number;
  /** SHA-256 over the text of every entry, in order. */
  readonly content: Buffer;
  /** Of each entry its id (8 bytes) and the first 8 bytes of its own SHA-256, so that the one at fault can be named. */
  readonly rows: Buffer;
  /** SHA-256 over all of the above and the hash of the block before: the head of the chain stands for the whole log. */
  readonly hash: Buffer;
  /** HMAC of the hash by a key that is not in the database. */
  readonly seal: Buffer;
  readonly sealed_at: Date;
}

/** An entry as it goes into a seal. */
export interface SealedText {
  readonly id: string;
  readonly text: string;
}

/** Bytes of an entry in `rows`. */
export const rowBytes = 16;

/** The first entries above `after` and not above `last`, in order, each as the text that is sealed. */
export async function textsBetween(
  database: Database,
  after: string | null,
  last: string,
  limit: number,
): Promise<readonly SealedText[]> {
  // Cut before the texts are made: on a log that has just grown the planner would make all of them first.
  const { rows } = await sql<SealedText>`select h.id::text, ${textOf} as text from (
      select * from history h
      where ${after === null ? sql`true` : sql`h.id > ${after}::bigint`} and h.id <= ${last}::bigint
      order by h.id limit ${limit}) h
    order by h.id`.execute(database);
  return rows;
}

// Independent of time zones and settings. A column that is added to the history later needs a second form, told apart
// by the number of the block from which it holds.
const textOf: RawBuilder<string> = sql`jsonb_build_array(h.id, (extract(epoch from h.at) * 1000000)::bigint, h.unit_id, h.undoes,
  h.actor_id, h.key_id, h.address, h.source, h.object, h.record_id, h.kind, h.changes, h.details)::text`;

/** What is reckoned of the entries of a block. */
export interface Content {
  readonly content: Buffer;
  readonly rows: Buffer;
}

export function contentOf(texts: readonly SealedText[]): Content {
  const whole = createHash("sha256");
  const rows = Buffer.alloc(texts.length * rowBytes);
  texts.forEach(({ id, text }, index) => {
    whole.update(text).update("\n");
    rows.writeBigInt64BE(BigInt(id), index * rowBytes);
    digestOf("sha256", text, "buffer").copy(rows, index * rowBytes + 8, 0, 8);
  });
  return { content: whole.digest(), rows };
}

/** The hash of a block behind the one with the hash `before`; null for the first. */
export function hashOf(block: Omit<Block, "hash" | "seal">, before: Buffer | null): Buffer {
  const said = [
    "rapport audit 1",
    block.number,
    block.first_id,
    block.last_id,
    block.entries,
    block.content.toString("hex"),
    digestOf("sha256", block.rows, "hex"),
    block.sealed_at.toISOString(),
    before?.toString("hex") ?? "",
  ];
  return createHash("sha256").update(said.join("\n")).digest();
}

/** The key of this installation's seals, derived from its secret. */
export function sealingKey(secret: Buffer): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", "rapport audit", 32));
}

export function sealOf(key: Buffer, hash: Buffer): Buffer {
  return createHmac("sha256", key).update(hash).digest();
}

export function isSealedBy(key: Buffer, { hash, seal }: Pick<Block, "hash" | "seal">): boolean {
  return isSameSecret(sealOf(key, hash), seal);
}

/** The newest block; undefined before the first. */
export async function lastBlock(database: Database): Promise<Block | undefined> {
  const { rows } =
    await sql<Block>`select number, first_id::text, last_id::text, entries, content, rows, hash, seal, sealed_at
    from audit_blocks order by number desc limit 1`.execute(database);
  return rows[0];
}

/** Blocks above `number`, in order. */
export async function blocksAfter(
  database: Database,
  number: number,
  limit: number,
): Promise<readonly Block[]> {
  const { rows } =
    await sql<Block>`select number, first_id::text, last_id::text, entries, content, rows, hash, seal, sealed_at
    from audit_blocks where number > ${number} order by number limit ${limit}`.execute(database);
  return rows;
}
