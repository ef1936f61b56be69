import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type pg from "pg";
import { AppError } from "#kernel/error";
import product from "../../../package.json" with { type: "json" };
import { tarEnd, tarHead, paddingAfter } from "./archive/tar.ts";
import { wrapped } from "./archive/wrapping.ts";
import { type Contents, formatVersion, type Manifest, names, tableName } from "./contents.ts";
import { type KeptFile, keptFiles, readKept } from "./kept-files.ts";
import { withOwnClient } from "./own-client.ts";
import { type Frozen, withFrozen } from "./snapshot.ts";
import { readSequences, rowsOf } from "./table-rows.ts";

export interface Source {
  readonly url: string;
  readonly dataFolder: string;
  /** From which all keys of the installation are derived: without it, what is sealed cannot be opened. */
  readonly secret: Buffer;
}

export interface Taken {
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  /** Of what is in it, before it was compressed. */
  readonly bytes: number;
  /** Files that were removed while the backup ran. */
  readonly missing: number;
}

export interface TakingOptions {
  readonly passphrase?: string | undefined;
  /** Hears of each table before it comes. */
  readonly onTable?: ((name: string) => void) | undefined;
}

/**
 * Takes a backup while everybody works on: database and files as they were at one moment, written to `write` as an
 * archive. What it holds in memory does not grow with what there is.
 */
export async function takeBackup(
  source: Source,
  options: TakingOptions,
  write: (archive: AsyncIterable<Buffer>) => Promise<void>,
): Promise<Taken> {
  return await withOwnClient(source.url, (client) =>
    withFrozen(client, async (frozen) => {
      const taken = { tables: 0, rows: 0, files: 0, bytes: 0, missing: 0 };
      const content = Readable.from(contentOf(client, source, { frozen, options, taken }), {
        objectMode: false,
      });
      await write(wrapped(content, options.passphrase));
      return taken;
    }),
  );
}

interface Taking {
  readonly frozen: Frozen;
  readonly options: TakingOptions;
  readonly taken: { tables: number; rows: number; files: number; bytes: number; missing: number };
}

async function* contentOf(
  client: pg.Client,
  source: Source,
  { frozen, options, taken }: Taking,
): AsyncGenerator<Buffer> {
  const at = new Date(frozen.manifest.takenAt);
  const contents: Contents = { tables: {}, files: {}, sequences: [] };
  const files = await keptFiles(source.dataFolder);
  const manifest: Manifest = {
    ...frozen.manifest,
    format: "rapport backup",
    formatVersion,
    product: product.version,
    files: { count: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) },
  };
  yield* whole(names.manifest, json(manifest), at);
  yield* whole(names.structure, json(frozen.structure), at);
  yield* whole(names.secret, Buffer.from(`${source.secret.toString("hex")}\n`), at);
  for (const file of files) {
    const bytes = yield* fileContent(file, contents, at);
    if (bytes === null) taken.missing += 1;
    else {
      taken.files += 1;
      taken.bytes += bytes;
    }
  }
  for (const table of frozen.structure.tables) {
    options.onTable?.(tableName(table));
    const rows = rowsOf(client, table);
    for (let part = 1; ; part++) {
      const next = await rows.next();
      if (next.done) {
        contents.tables[tableName(table)] = next.value;
        taken.tables += 1;
        taken.rows += next.value.rows;
        taken.bytes += next.value.bytes;
        break;
      }
      yield* whole(`tables/${tableName(table)}/${String(part).padStart(6, "0")}`, next.value, at);
    }
  }
  contents.sequences = [...(await readSequences(client))];
  yield* whole(names.contents, json(contents), at);
  yield tarEnd;
}

/** Answers its bytes; null where it is gone. */
async function* fileContent(
  file: KeptFile,
  contents: Contents,
  at: Date,
): AsyncGenerator<Buffer, number | null> {
  const open = await readKept(file);
  if (!open) return null;
  const hash = createHash("sha256");
  let bytes = 0;
  yield tarHead(file.path, file.size, at);
  for await (const chunk of open) {
    hash.update(chunk);
    bytes += chunk.length;
    yield chunk;
  }
  if (bytes !== file.size) throw new AppError("backup_file_changed", { params: { file: file.path } });
  yield paddingAfter(file.size);
  contents.files[file.path] = { bytes, sha256: hash.digest("hex") };
  return bytes;
}

function* whole(name: string, bytes: Buffer, at: Date): Generator<Buffer> {
  yield tarHead(name, bytes.length, at);
  yield bytes;
  yield paddingAfter(bytes.length);
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
}
