import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The newest block that was sealed from this data folder, noted outside the database: who removes blocks from the end of
 * the chain there does not reach it here. A line: number and hash.
 */
export async function noteHead(folder: string, head: { number: number; hash: Buffer }): Promise<void> {
  const draft = `${fileIn(folder)}.new`;
  await writeFile(draft, `${head.number} ${head.hash.toString("hex")}\n`, { mode: 0o600 });
  await rename(draft, fileIn(folder));
}

/** The hash noted; undefined before the first. */
export async function notedHead(folder: string): Promise<string | undefined> {
  const line = await readFile(fileIn(folder), "utf8").catch(() => "");
  return /^\d+ ([0-9a-f]{64})$/.exec(line.trim())?.[1];
}

function fileIn(folder: string): string {
  return join(folder, "audit-head");
}
