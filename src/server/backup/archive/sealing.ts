import {
  type BinaryLike,
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  type ScryptOptions,
  scrypt,
} from "node:crypto";
import { promisify } from "node:util";
import { AppError } from "#kernel/error";
import { isSameSecret } from "#records";
import { byteReader } from "./byte-reader.ts";

/**
 * Encryption of a stream by a passphrase. Head: mark (8), work of scrypt as a power of two (1), salt (16), beginning of
 * all nonces (7), HMAC-SHA-256 of these (32), by which a wrong passphrase is told from a change. Then pieces of 64 KiB,
 * the last one shorter, each under AES-256-GCM with its tag (16). The nonce of a piece is the beginning, its number (4)
 * and whether it is the last one (1): pieces that are changed, moved, left out or cut off do not open. This is STREAM
 * (Hoang, Reyhanitabar, Rogaway, Vizár 2015).
 */
export const sealedMark = Buffer.from("rapport\u0001");

const piece = 64 * 1024;
const tagLength = 16;
const headLength = 8 + 1 + 16 + 7;
/** 128 MB and a third of a second for each guess. */
const usualWork = 17;
/** The head is not yet proven when it is read: it may not ask for more memory than 256 MB. */
const mostWork = 18;

interface Keys {
  readonly cipher: Buffer;
  readonly head: Buffer;
}

export async function* sealed(
  content: AsyncIterable<Buffer>,
  passphrase: string,
  work = usualWork,
): AsyncGenerator<Buffer> {
  const head = Buffer.concat([sealedMark, Buffer.of(work), randomBytes(16), randomBytes(7)]);
  const keys = await keysOf(passphrase, head);
  yield Buffer.concat([head, proofOf(keys, head)]);
  const reader = byteReader(content);
  let next = await reader.upTo(piece);
  for (let number = 0; ; number++) {
    const now = next;
    next = now.length < piece ? Buffer.alloc(0) : await reader.upTo(piece);
    const isLast = next.length === 0;
    const cipher = createCipheriv("aes-256-gcm", keys.cipher, nonceOf(head, number, isLast));
    yield Buffer.concat([cipher.update(now), cipher.final(), cipher.getAuthTag()]);
    if (isLast) return;
  }
}

/** Throws `backup_passphrase_wrong`, `backup_damaged`, `backup_cut_off`. */
export async function* unsealed(content: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const reader = byteReader(content);
  const head = await reader.take(headLength);
  const proof = await reader.take(32);
  if (!head || !proof) throw new AppError("backup_cut_off");
  const work = head[8] ?? 0;
  if (work < 10 || work > mostWork) throw new AppError("backup_damaged");
  const keys = await keysOf(passphrase, head);
  if (!isSameSecret(proof, proofOf(keys, head))) throw new AppError("backup_passphrase_wrong");
  let next = await reader.upTo(piece + tagLength);
  for (let number = 0; ; number++) {
    const now = next;
    next = now.length < piece + tagLength ? Buffer.alloc(0) : await reader.upTo(piece + tagLength);
    const isLast = next.length === 0;
    yield openPiece(keys, head, now, { number, isLast });
    if (isLast) return;
  }
}

function openPiece(
  keys: Keys,
  head: Buffer,
  bytes: Buffer,
  { number, isLast }: { number: number; isLast: boolean },
): Buffer {
  if (bytes.length < tagLength) throw new AppError("backup_cut_off");
  const cipher = createDecipheriv("aes-256-gcm", keys.cipher, nonceOf(head, number, isLast));
  cipher.setAuthTag(bytes.subarray(-tagLength));
  const plain = cipher.update(bytes.subarray(0, -tagLength));
  try {
    cipher.final();
  } catch (cause) {
    // What the stream ends with was followed by more once, as a rule.
    throw new AppError(isLast ? "backup_cut_off" : "backup_damaged", { cause });
  }
  return plain;
}

async function keysOf(passphrase: string, head: Buffer): Promise<Keys> {
  const work = head[8] ?? 0;
  const options = { N: 2 ** work, r: 8, p: 1, maxmem: 2 ** work * 1024 * 2 };
  const both = await (promisify(scrypt) as ScryptWithOptions)(
    passphrase.normalize("NFC"),
    head.subarray(9, 25),
    64,
    options,
  );
  return { cipher: both.subarray(0, 32), head: both.subarray(32) };
}

type ScryptWithOptions = (
  passphrase: BinaryLike,
  salt: BinaryLike,
  length: number,
  options: ScryptOptions,
) => Promise<Buffer>;

function proofOf(keys: Keys, head: Buffer): Buffer {
  return createHmac("sha256", keys.head).update(head).digest();
}

function nonceOf(head: Buffer, number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  head.copy(nonce, 0, 25, 32);
  nonce.writeUInt32BE(number, 7);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}
