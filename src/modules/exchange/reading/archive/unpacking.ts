import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "#kernel/error";
import { assertRoom } from "../../disk-room.ts";
import type { Desk, FoundFile } from "../table.ts";
import { openArchive } from "./entries.ts";

/**
 * Unpacks what an archive holds, each file under a name of our own: what it is called inside is shown, and leads nowhere.
 * What is locked is left out. Throws `import_unpacks_too_large` before anything is written that says it is too large.
 */
export async function* unpacked(file: FoundFile, desk: Desk): AsyncGenerator<FoundFile> {
  const archive = await openArchive(file.path);
  try {
    const entries = [...archive.entries].filter(
      ([name, entry]) => entry.uncompressedSize > 0 && isOfPeople(name),
    );
    desk.allowance.assertHas(entries.reduce((sum, [, entry]) => sum + entry.uncompressedSize, 0));
    for (const [name, entry] of entries) {
      if (entry.isEncrypted()) {
        if (entries.every((one) => one[1].isEncrypted())) throw new AppError("import_file_locked");
        desk.leaveOut({ name: basename(name), reason: "locked" });
        continue;
      }
      await assertRoom(desk.folder);
      const path = join(desk.folder, randomUUID());
      const bytes = desk.allowance.counted(await archive.read(entry, desk.allowance));
      await pipeline(Readable.from(bytes), createWriteStream(path, { mode: 0o600 }));
      yield { path, name: basename(name) };
    }
  } finally {
    archive.close();
  }
}

/** Folders, and what systems put beside the files of people. */
const isOfPeople = (name: string): boolean =>
  !name.endsWith("/") && !/(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/.test(name);
