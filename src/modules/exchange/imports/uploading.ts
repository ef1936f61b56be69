import { createHash } from "node:crypto";
import { rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { AppError } from "#kernel/error";
import { newId } from "#kernel/id";
import type { Actor, Runtime, Work } from "#records";
import { sql } from "kysely";
import type { Encoding, Delimiter } from "../contract/limits.ts";
import { importLimits } from "../contract/limits.ts";
import { Allowance } from "../reading/allowance.ts";
import { type Part, partsOf } from "../reading/parts.ts";
import { type FileSurvey, surveyFile } from "../reading/survey.ts";
import type { Desk } from "../reading/table.ts";
import { cleanName, keepFile, withReadingFolder } from "./keeping-files.ts";
import { LeftOutCounts } from "./left-out.ts";
import { importFile, readImport, sessionImports, type StoredImport } from "./stored-import.ts";
import { suggestFor, type ToldOfFile } from "./suggesting.ts";

export interface Upload {
  readonly name: string;
  readonly session?: string | undefined;
  readonly object?: string | undefined;
}

/**
 * Keeps a file, looks at it once from end to end, and suggests how it becomes records. A file that holds several lists of rows becomes
 * as many imports of one session; the first is answered. A file that cannot be read leaves nothing behind. Throws `too_large`,
 * `import_file_empty`, `import_file_unreadable`, `import_file_locked`, `import_unpacks_too_large`, `storage_full`.
 */
export async function takeFile(
  runtime: Runtime,
  actor: Actor,
  bytes: Readable,
  upload: Upload,
): Promise<StoredImport> {
  const [first] = await withReadingFolder(runtime.settings, async (folder) => {
    const file = { path: join(folder, "upload"), name: cleanName(upload.name) };
    const { sha256 } = await keepFile(bytes, file.path);
    const left = new LeftOutCounts();
    const desk = await deskFor(runtime, actor, folder, (one) => left.add(one));
    const looked = await lookThrough(await partsOf(file, desk), desk);
    return keepParts(runtime, actor, { upload, sha256, looked, left });
  });
  const stored = await readImport(runtime.database, first);
  if (!stored) throw new AppError("not_found");
  return stored;
}

async function deskFor(
  runtime: Runtime,
  actor: Actor,
  folder: string,
  leaveOut: Desk["leaveOut"],
): Promise<Desk> {
  const { rows } = await sql<{ email: string }>`select lower(email) as email from users
    where email is not null`.execute(runtime.database);
  return {
    folder,
    allowance: new Allowance(),
    ourAddresses: new Set(rows.map(({ email }) => email)),
    knownAddresses: (addresses) =>
      runtime.read(actor, "import", async (work) => new Set(await knownAmong(work, addresses))),
    timeZone: actor.timeZone,
    leaveOut,
  };
}

async function knownAmong(work: Work, addresses: readonly string[]): Promise<string[]> {
  const known: string[] = [];
  for (const { rules } of work.catalogue.objects.values())
    if (rules.addressed) known.push(...(await rules.addressed(work, addresses)).keys());
  return known;
}

interface Looked {
  readonly part: Part;
  readonly survey: FileSurvey;
}

/** Surveys each list. One that is empty or broken does not keep out the others. */
async function lookThrough(parts: readonly Part[], desk: Desk): Promise<[Looked, ...Looked[]]> {
  const looked: Looked[] = [];
  let refused: unknown;
  for (const part of parts) {
    try {
      looked.push({ part, survey: await surveyFile(part.path, part.layout) });
    } catch (error) {
      if (!(error instanceof AppError) || error.status !== 422) throw error;
      refused ??= error;
      desk.leaveOut({
        name: part.name,
        reason: error.code === "import_file_empty" ? "empty" : "unreadable",
      });
    }
  }
  const [first, ...rest] = looked;
  if (!first) throw refused;
  return [first, ...rest];
}

interface Taken {
  readonly upload: Upload;
  readonly sha256: string;
  readonly looked: readonly [Looked, ...Looked[]];
  readonly left: LeftOutCounts;
}

/** Moves the lists to where imports lie and notes them, all or none; their ids, in order. */
async function keepParts(
  runtime: Runtime,
  actor: Actor,
  { upload, sha256, looked, left }: Taken,
): Promise<[string, ...string[]]> {
  const session = upload.session ?? newId();
  const ids = looked.map(() => newId());
  const only = looked.length === 1;
  try {
    for (const [index, { part }] of looked.entries())
      await rename(part.path, importFile(runtime.settings, ids[index] ?? ""));
    await runtime.run(actor, "import", async (work) => {
      const siblings = await sessionImports(work.db, session);
      if (siblings.length + looked.length > importLimits.filesInSession) throw new AppError("too_large");
      if (siblings.some((one) => one.created_by !== actor.userId)) throw new AppError("not_found");
      for (const [index, { part, survey }] of looked.entries()) {
        const id = ids[index] ?? "";
        await insertImport(work, runtime, {
          id,
          session,
          position: siblings.length + index,
          part,
          survey,
          sha256: index === 0 ? sha256 : derived(sha256, index),
          left,
        });
        const object = only ? (upload.object ?? part.object) : (part.object ?? upload.object);
        const source = object === part.object ? part.source : undefined;
        await suggestFor(work, id, { object, source });
      }
    });
  } catch (error) {
    for (const id of ids) await rm(importFile(runtime.settings, id), { force: true });
    throw error;
  }
  return ids as [string, ...string[]];
}

// Lists that are alike in one file are not the same file given twice.
const derived = (sha256: string, index: number): string =>
  createHash("sha256").update(`${sha256} ${index}`).digest("hex");

interface NewImport extends Looked {
  readonly id: string;
  readonly session: string;
  readonly position: number;
  readonly sha256: string;
  readonly left: LeftOutCounts;
}

async function insertImport(work: Work, { settings }: Runtime, one: NewImport): Promise<void> {
  const { part, survey } = one;
  const { size } = await stat(importFile(settings, one.id));
  await sql`insert into imports (id, session_id, position, file_name, file_size, sha256, layout, survey, row_count, left_out, created_by)
    values (${one.id}::uuid, ${one.session}::uuid, ${one.position}, ${part.name.slice(0, 400)}, ${size}, ${one.sha256},
      ${JSON.stringify(part.layout)}::jsonb, ${JSON.stringify({ header: survey.header, columns: survey.columns })}::jsonb,
      ${survey.rows}, ${JSON.stringify(one.left.told())}::jsonb, ${work.actor.userId}::uuid)`.execute(
    work.db,
  );
}

/** Looks at the file again, read another way. */
export async function readAnew(
  runtime: Runtime,
  actor: Actor,
  stored: StoredImport,
  wanted: {
    readonly encoding?: Encoding | undefined;
    readonly delimiter?: Delimiter | undefined;
    readonly header?: boolean | undefined;
  } & ToldOfFile,
): Promise<void> {
  if (stored.state !== "prepared") throw new AppError("import_not_ready");
  const layout = stored.layout.ours
    ? stored.layout
    : {
        encoding: wanted.encoding ?? stored.layout.encoding,
        delimiter: wanted.delimiter ?? stored.layout.delimiter,
      };
  const isNew =
    layout.encoding !== stored.layout.encoding ||
    layout.delimiter !== stored.layout.delimiter ||
    (wanted.header !== undefined && wanted.header !== stored.survey.header);
  const survey = isNew
    ? await surveyFile(importFile(runtime.settings, stored.id), layout, wanted.header)
    : null;
  await runtime.run(actor, "import", async (work) => {
    if (survey) {
      await sql`update imports set layout = ${JSON.stringify(layout)}::jsonb, row_count = ${survey.rows},
          survey = ${JSON.stringify({ header: survey.header, columns: survey.columns })}::jsonb
        where id = ${stored.id}::uuid and state = 'prepared'`.execute(work.db);
    }
    await suggestFor(work, stored.id, wanted);
  });
}
