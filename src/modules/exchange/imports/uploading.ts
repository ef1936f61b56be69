import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "#kernel/error";
import { newId } from "#kernel/id";
import type { Actor, Runtime } from "#records";
import { sql } from "kysely";
import type { Encoding, Delimiter } from "../contract/limits.ts";
import { importLimits } from "../contract/limits.ts";
import { isFull } from "../disk-room.ts";
import { detectLayout } from "../reading/layout.ts";
import { surveyFile } from "../reading/survey.ts";
import { importFile, readImport, sessionImports, type StoredImport } from "./stored-import.ts";
import { suggestFor } from "./suggesting.ts";

export interface Upload {
  readonly name: string;
  readonly session?: string | undefined;
  readonly object?: string | undefined;
}

/**
 * Keeps a file, looks at it once from end to end, and suggests how it becomes records. A file that cannot be read
 * leaves nothing behind. Throws `too_large`, `import_file_empty`, `import_file_unreadable`, `storage_full`.
 */
export async function takeFile(
  runtime: Runtime,
  actor: Actor,
  bytes: Readable,
  upload: Upload,
): Promise<StoredImport> {
  const id = newId();
  const path = importFile(runtime.settings, id);
  try {
    const { size, sha256 } = await keepFile(bytes, path);
    const layout = await detectLayout(path);
    const survey = await surveyFile(path, layout);
    const session = upload.session ?? newId();
    await runtime.run(actor, "import", async (work) => {
      const siblings = await sessionImports(work.db, session);
      if (siblings.length >= importLimits.filesInSession) throw new AppError("too_large");
      if (siblings.some((one) => one.created_by !== actor.userId)) throw new AppError("not_found");
      await sql`insert into imports (id, session_id, position, file_name, file_size, sha256, layout, survey, row_count, created_by)
        values (${id}::uuid, ${session}::uuid, ${siblings.length}, ${cleanName(upload.name)}, ${size}, ${sha256},
          ${JSON.stringify(layout)}::jsonb, ${JSON.stringify({ header: survey.header, columns: survey.columns })}::jsonb,
          ${survey.rows}, ${actor.userId}::uuid)`.execute(work.db);
      await suggestFor(work, id, upload.object);
    });
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  const stored = await readImport(runtime.database, id);
  if (!stored) throw new AppError("not_found");
  return stored;
}

/** Looks at the file again, read another way. */
export async function readAnew(
  runtime: Runtime,
  actor: Actor,
  stored: StoredImport,
  wanted: {
    readonly encoding?: Encoding | undefined;
    readonly delimiter?: Delimiter | undefined;
    readonly object?: string | undefined;
  },
): Promise<void> {
  if (stored.state !== "prepared") throw new AppError("import_not_ready");
  const layout = {
    encoding: wanted.encoding ?? stored.layout.encoding,
    delimiter: wanted.delimiter ?? stored.layout.delimiter,
  };
  const isNew = layout.encoding !== stored.layout.encoding || layout.delimiter !== stored.layout.delimiter;
  const survey = isNew ? await surveyFile(importFile(runtime.settings, stored.id), layout) : null;
  await runtime.run(actor, "import", async (work) => {
    if (survey) {
      await sql`update imports set layout = ${JSON.stringify(layout)}::jsonb, row_count = ${survey.rows},
          survey = ${JSON.stringify({ header: survey.header, columns: survey.columns })}::jsonb
        where id = ${stored.id}::uuid and state = 'prepared'`.execute(work.db);
    }
    await suggestFor(work, stored.id, wanted.object);
  });
}

async function keepFile(bytes: Readable, path: string): Promise<{ size: number; sha256: string }> {
  await mkdir(dirname(path), { recursive: true });
  const hash = createHash("sha256");
  let size = 0;
  const measured = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > importLimits.fileBytes) throw new AppError("too_large");
      hash.update(chunk);
      yield chunk;
    }
  };
  try {
    await pipeline(bytes, measured, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    if (isFull(error)) throw new AppError("storage_full", { cause: error });
    throw error;
  }
  return { size, sha256: hash.digest("hex") };
}

// The name is shown and suggests what the file is about; it is never a path.
function cleanName(name: string): string {
  const plain = basename(name.replaceAll("\\", "/"))
    .replace(/[\u0000-\u001f\u007f]/g, "")
    .trim();
  return (plain || "file.csv").slice(0, 255).toWellFormed();
}
