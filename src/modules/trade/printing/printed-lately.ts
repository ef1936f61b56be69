import { createHash } from "node:crypto";
import type { PrintedDocument } from "./printed-document.ts";

/** How much of what was printed lately is kept in memory, in bytes. */
const room = 20_000_000;

const files = new Map<string, Buffer>();
let taken = 0;

/**
 * Prints a document, unless it was printed lately: the same document gives the same bytes, and to print takes a tenth of a second
 * in which nothing else is done. What was not asked for the longest goes first.
 */
export async function printedLately(
  document: PrintedDocument,
  print: (document: PrintedDocument) => Promise<Buffer>,
): Promise<Buffer> {
  const key = createHash("sha256").update(JSON.stringify(document)).digest("base64url");
  const known = files.get(key);
  const file = known ?? (await print(document));
  if (files.delete(key)) taken -= file.length;
  files.set(key, file);
  taken += file.length;
  for (const [oldest, { length }] of files) {
    if (taken <= room) break;
    files.delete(oldest);
    taken -= length;
  }
  return file;
}
