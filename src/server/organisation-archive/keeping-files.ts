import { createHash } from "node:crypto";
import type pg from "pg";
import { AppError } from "#kernel/error";
import { isPathOfFile } from "../backup/contents.ts";
import type { RestoredFolder } from "../backup/restored-folder.ts";
import type { OpenArchive } from "./opening.ts";

/** Puts the files of an archive where the rows of `files`, which are there by now, say that they lie. */
export async function keepFiles(
  client: pg.Client,
  folder: RestoredFolder,
  archive: OpenArchive,
): Promise<void> {
  for await (const { id, content } of archive.files()) {
    const { rows } = await client.query<{ location: string; size: string; sha256: string }>(
      "select location, size, sha256 from files where id = $1",
      [id],
    );
    const [told] = rows;
    const path = `files/${told?.location}`;
    if (!told || !isPathOfFile(path)) throw new AppError("archive_damaged");
    const hash = createHash("sha256");
    await folder.keepFile(path, measured(content, hash, Number(told.size)));
    if (hash.digest("hex") !== told.sha256) throw new AppError("archive_damaged");
  }
}

async function* measured(
  content: AsyncIterable<Buffer>,
  hash: ReturnType<typeof createHash>,
  size: number,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > size) throw new AppError("archive_damaged");
    hash.update(chunk);
    yield chunk;
  }
}
