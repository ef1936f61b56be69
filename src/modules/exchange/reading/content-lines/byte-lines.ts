import { createReadStream } from "node:fs";
import iconv from "iconv-lite";
import type { Encoding } from "../../contract/limits.ts";
import { importLimits } from "../../contract/limits.ts";
import type { Allowance } from "../allowance.ts";
import { detectEncoding } from "../encoding.ts";
import { firstBytes } from "../first-bytes.ts";

/** A file as lines of bytes, each byte a letter; and what the bytes above 127 most likely mean. */
export interface ByteLines {
  readonly encoding: Encoding;
  readonly lines: AsyncIterable<string>;
}

/** Lines ended in any of the three ways. A line is followed as far as a row may be long, what comes behind it is dropped. */
export async function byteLinesOf(path: string, allowance: Allowance): Promise<ByteLines> {
  const found = detectEncoding(await firstBytes(path)) ?? "utf-8";
  const isWide = found === "utf-16le" || found === "utf-16be";
  return { encoding: isWide ? "utf-8" : found, lines: linesIn(path, isWide ? found : null, allowance) };
}

async function* linesIn(path: string, wide: Encoding | null, allowance: Allowance): AsyncGenerator<string> {
  const bytes = createReadStream(path, { highWaterMark: 256 * 1024 });
  const decoder = wide ? iconv.getDecoder(wide, { stripBOM: true }) : null;
  const oneByOne = (piece: Buffer): string =>
    (decoder ? Buffer.from(decoder.write(piece)) : piece).toString("latin1");
  let rest = "";
  let isFirst = true;
  for await (const piece of bytes as AsyncIterable<Buffer>) {
    allowance.assertTime();
    let text = rest + oneByOne(piece);
    if (isFirst) text = text.replace(/^\u00ef\u00bb\u00bf/, "");
    isFirst = false;
    // The second half of a line end may come with the next piece.
    const held = text.endsWith("\r") ? "\r" : "";
    const lines = text.slice(0, text.length - held.length).split(/\r\n|\n|\r/);
    rest = `${(lines.pop() ?? "").slice(0, importLimits.rowLength)}${held}`;
    yield* lines;
  }
  yield rest.replace(/\r$/, "");
}
