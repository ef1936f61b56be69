import { Readable } from "node:stream";
import type { Edge } from "#records";

interface SentFile {
  readonly name: string;
  readonly mediaType: string;
}

/**
 * Answers with a file that is made while it is sent. Its first piece is made before the answer `begins`, so that what is
 * wrong with the request is still said as a problem.
 */
export async function sendPieces(
  edge: Edge,
  file: SentFile,
  pieces: AsyncGenerator<string | Uint8Array>,
  begins?: () => Promise<void>,
): Promise<unknown> {
  const first = await pieces.next();
  await begins?.();
  const all = async function* () {
    if (!first.done) yield first.value;
    yield* pieces;
  };
  return sendFile(edge, file, Readable.from(all(), { objectMode: false }));
}

/** Answers with a file to be kept, never to be shown. */
export function sendFile({ reply }: Edge, { name, mediaType }: SentFile, content: Readable): unknown {
  reply.header("content-type", mediaType);
  reply.header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
  return reply.send(content);
}
