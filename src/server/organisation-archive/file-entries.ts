import { hash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { pathFor } from "./contents.ts";

export interface FileEntry {
  readonly path: string;
  /** At most 25 MB, as whoever brings a file is told. Null where it is gone from the disk, or is no longer what was kept. */
  readonly content: Buffer | null;
}

const page = 1000;

/** The files that records speak of, page by page. */
export async function* fileEntries(client: pg.Client, dataFolder: string): AsyncGenerator<FileEntry> {
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const { rows } = await client.query<{ id: string; name: string; location: string; sha256: string }>(
      "select id, name, location, sha256 from files where id > $1 order by id limit $2",
      [after, page],
    );
    for (const { id, name, location, sha256 } of rows)
      yield {
        path: pathFor(id, name),
        content: await contentOf(join(dataFolder, "files", location), sha256),
      };
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

async function contentOf(place: string, sha256: string): Promise<Buffer | null> {
  const content = await readFile(place).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  return content && hash("sha256", content) === sha256 ? content : null;
}
