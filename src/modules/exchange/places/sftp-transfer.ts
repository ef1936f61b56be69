import type { SFTPWrapper } from "ssh2";

// A question after the other, each a way there and back, would take a minute for what a line carries in a second: so many are
// under way at once.
const underWay = 16;
/** What every server takes and gives at once. */
const portion = 32 * 1024;

/** The content of an open file, in order. */
export async function* readPieces(sftp: SFTPWrapper, handle: Buffer): AsyncGenerator<Buffer> {
  const coming: Promise<Buffer>[] = [];
  for (let position = 0; ; ) {
    while (coming.length < underWay) {
      const next = readAt(sftp, handle, position);
      // Thrown where it is waited for; whoever reads no further need not hear of it.
      next.catch(() => {});
      coming.push(next);
      position += portion;
    }
    const piece = (await coming.shift()) ?? Buffer.alloc(0);
    if (piece.length > 0) yield piece;
    if (piece.length < portion) return;
  }
}

/** Fewer bytes than a portion at the end alone: what a server gives too little of is asked for again. */
async function readAt(sftp: SFTPWrapper, handle: Buffer, position: number): Promise<Buffer> {
  const whole = Buffer.alloc(portion);
  let length = 0;
  while (length < portion) {
    const read = await new Promise<number>((resolve, reject) => {
      sftp.read(handle, whole, length, portion - length, position + length, (error, count) => {
        if (error && !isEnd(error)) reject(error);
        else resolve(error ? 0 : count);
      });
    });
    if (read === 0) break;
    length += read;
  }
  return whole.subarray(0, length);
}

/** Writes all of `content` into an open file. */
export async function writePieces(
  sftp: SFTPWrapper,
  handle: Buffer,
  content: AsyncIterable<Buffer>,
): Promise<void> {
  const going = new Set<Promise<void>>();
  let position = 0;
  for await (const chunk of content) {
    for (let at = 0; at < chunk.length; at += portion) {
      const piece = chunk.subarray(at, at + portion);
      const written = writeAt(sftp, handle, piece, position);
      position += piece.length;
      going.add(written);
      const isDone = () => going.delete(written);
      written.then(isDone, () => {});
      if (going.size >= underWay) await Promise.race(going);
    }
  }
  await Promise.all(going);
}

function writeAt(sftp: SFTPWrapper, handle: Buffer, piece: Buffer, position: number): Promise<void> {
  return new Promise((resolve, reject) => {
    sftp.write(handle, piece, 0, piece.length, position, (error) => (error ? reject(error) : resolve()));
  });
}

/** SSH_FX_EOF */
const endOfFile = 1;

export function isEnd(error: unknown): boolean {
  return (error as { readonly code?: unknown }).code === endOfFile;
}
