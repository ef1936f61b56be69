import { once } from "node:events";
import { Readable } from "node:stream";
import { ZipFile } from "yazl";

export interface ZipEntry {
  readonly path: string;
  readonly content: AsyncIterable<string | Uint8Array>;
}

/** A zip as it comes out, entry by entry: each is asked for when the one before is in. */
export async function* zipOf(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const out = zip.outputStream as Readable;
  const filling = fill(zip, entries).catch((error: unknown) => void out.destroy(error as Error));
  for await (const piece of out) yield piece as Uint8Array;
  await filling;
}

// The lowest level packs a sheet to a fifth; the highest would take four times as long for a tenth less.
const compressionLevel = 1;

async function fill(zip: ZipFile, entries: AsyncIterable<ZipEntry>): Promise<void> {
  for await (const { path, content } of entries) {
    const stream = Readable.from(content, { objectMode: false });
    zip.addReadStream(stream, path, { compressionLevel });
    await once(stream, "end");
  }
  zip.end();
}
