import { createHash } from "node:crypto";
import { AppError } from "#kernel/error";

/**
 * What an archive that is not encrypted ends with: the SHA-256 of all before, as a skippable frame of zstd (RFC 8878,
 * 3.1.2), which other programs pass over. zstd's own checksum is 32 bits and does not cover its heads.
 */
const mark = Buffer.from([0x5d, 0x2a, 0x4d, 0x18, 32, 0, 0, 0]);
const length = mark.length + 32;

export async function* withFooting(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  for await (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
  yield Buffer.concat([mark, hash.digest()]);
}

/** Throws `backup_cut_off` where there is none, `backup_damaged` where it is another's. */
export async function* withoutFooting(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of content) {
    const all = Buffer.concat([held, chunk]);
    const sure = all.subarray(0, Math.max(0, all.length - length));
    held = all.subarray(sure.length);
    if (sure.length === 0) continue;
    hash.update(sure);
    yield sure;
  }
  if (held.length < length || !held.subarray(0, mark.length).equals(mark))
    throw new AppError("backup_cut_off");
  if (!held.subarray(mark.length).equals(hash.digest())) throw new AppError("backup_damaged");
}
