import { createReadStream } from "node:fs";
import iconv from "iconv-lite";
import type { Encoding } from "../contract/limits.ts";
import type { Allowance } from "./allowance.ts";

const pieceBytes = 256 * 1024;

/** The text of a file piece by piece, without a mark of the byte order. */
export async function* textPieces(
  path: string,
  encoding: Encoding,
  allowance: Allowance,
): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding, { stripBOM: true });
  const bytes = createReadStream(path, { highWaterMark: pieceBytes });
  for await (const piece of bytes as AsyncIterable<Buffer>) {
    allowance.assertTime();
    yield decoder.write(piece);
  }
  yield decoder.end() ?? "";
}
