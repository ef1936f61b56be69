import { pipeline, type Readable } from "node:stream";
import { constants, createZstdCompress, createZstdDecompress } from "node:zlib";
import { AppError } from "#kernel/error";
import { withFooting, withoutFooting } from "./footing.ts";
import { sealed, sealedMark, unsealed } from "./sealing.ts";

const zstdMark = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** Compresses, and encrypts where there is a passphrase. */
export function wrapped(content: Readable, passphrase: string | undefined): AsyncGenerator<Buffer> {
  const compressed = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } });
  pipeline(content, compressed, () => {});
  return passphrase === undefined ? withFooting(compressed) : sealed(compressed, passphrase);
}

/**
 * The content of an archive, proven as far as it was read; whole when it ends without an error. Throws
 * `backup_unreadable` for what is no backup, `backup_passphrase_needed`, and what sealing and footing do.
 */
export async function* unwrapped(
  content: AsyncIterable<Buffer>,
  passphrase: string | undefined,
): AsyncGenerator<Buffer> {
  const plain = createZstdDecompress();
  pipeline(
    (): AsyncGenerator<Buffer> => opened(content, passphrase),
    plain,
    () => {},
  );
  try {
    for await (const chunk of plain) yield chunk as Buffer;
  } catch (error) {
    throw isOfCompression(error) ? new AppError("backup_damaged", { cause: error }) : error;
  } finally {
    plain.destroy();
  }
}

async function* opened(
  content: AsyncIterable<Buffer>,
  passphrase: string | undefined,
): AsyncGenerator<Buffer> {
  const source = content[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  while (head.length < sealedMark.length) {
    const next = await source.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  const all = chained(head, source);
  if (head.subarray(0, zstdMark.length).equals(zstdMark)) return yield* withoutFooting(all);
  if (!head.subarray(0, sealedMark.length).equals(sealedMark)) throw new AppError("backup_unreadable");
  if (passphrase === undefined) throw new AppError("backup_passphrase_needed");
  yield* unsealed(all, passphrase);
}

async function* chained(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

function isOfCompression(error: unknown): boolean {
  const { code = "" } = error as { code?: string };
  return /^(ZSTD_|Z_|ERR_ZLIB)/.test(code);
}
