import { createHash, type Hash } from "node:crypto";
import { AppError } from "#kernel/error";
import { type Entry, tarEntries } from "./archive/tar.ts";
import { unwrapped } from "./archive/wrapping.ts";
import {
  type Contents,
  formatVersion,
  isPathOfFile,
  keptFolders,
  type Manifest,
  names,
  readContents,
  readManifest,
  readStructureList,
  type Structure,
  type TableShape,
  tableName,
} from "./contents.ts";

/** Where an archive is read from. */
export interface Archive {
  /** From its beginning, each time. */
  read(): AsyncIterable<Buffer>;
  readonly passphrase: string | undefined;
  /** Hears of each table before its rows come. */
  readonly onTable?: ((name: string) => void) | undefined;
}

/** Takes what an archive holds, as it comes. */
export interface Receiver {
  /** Before all else. */
  begin(manifest: Manifest, structure: Structure, secret: Buffer): Promise<void>;
  file(path: string, content: AsyncIterable<Buffer>): Promise<void>;
  /** The rows of a table, which may be none. Answers how many came. */
  table(table: TableShape, content: AsyncIterable<Buffer>): Promise<number>;
}

export interface Walked {
  readonly manifest: Manifest;
  readonly structure: Structure;
  readonly contents: Contents;
}

/** How large a part may be that is held in memory. */
const largest = { list: 256 * 1024 * 1024, secret: 100 };

/**
 * Reads an archive from end to end and hands over what it holds. Only when it returns is everything proven: all files and
 * tables came, whole and unchanged, and nothing else. Throws `backup_unreadable`, `backup_passphrase_needed`,
 * `backup_passphrase_wrong`, `backup_newer`, `backup_cut_off`, `backup_damaged`.
 */
export async function walkArchive(
  { read, passphrase, onTable }: Archive,
  receiver: Receiver,
): Promise<Walked> {
  const entries = tarEntries(unwrapped(read(), passphrase));
  const manifest = readManifest(await wholeOf(await next(entries), names.manifest, largest.list));
  if (manifest.formatVersion > formatVersion)
    throw new AppError("backup_newer", { params: { version: manifest.product } });
  const structure = readStructureList(await wholeOf(await next(entries), names.structure, largest.list));
  const secret = readSecret(await wholeOf(await next(entries), names.secret, largest.secret));
  await receiver.begin(manifest, structure, secret);
  const found: Contents = { tables: {}, files: {}, sequences: [] };
  let entry = await takeFiles(entries, { manifest, found, receiver });
  for (const table of structure.tables) {
    onTable?.(tableName(table));
    entry = await takeTable(table, entry, { entries, found, receiver });
  }
  const contents = readContents(await wholeOf(entry, names.contents, largest.list));
  assertSame(found, contents);
  // To the end, where what it is wrapped in tells whether it is whole.
  if (!(await entries.next()).done) throw new AppError("backup_damaged");
  return { manifest, structure, contents };
}

/** Nothing is done with what comes: it is only looked at. */
export const onlyLooking: Receiver = {
  begin: async () => {},
  async file(_path, content) {
    for await (const _ of content);
  },
  async table(_table, content) {
    let rows = 0;
    for await (const chunk of content) rows += linesIn(chunk);
    return rows;
  },
};

type Entries = AsyncGenerator<Entry>;

async function next(entries: Entries): Promise<Entry> {
  const { value, done } = await entries.next();
  if (done) throw new AppError("backup_damaged");
  return value;
}

async function takeFiles(
  entries: Entries,
  { manifest, found, receiver }: { manifest: Manifest; found: Contents; receiver: Receiver },
): Promise<Entry> {
  let [count, bytes] = [0, 0];
  for (;;) {
    const entry = await next(entries);
    if (!keptFolders.some((folder) => entry.name.startsWith(`${folder}/`))) return entry;
    count += 1;
    bytes += entry.size;
    const fits = count <= manifest.files.count && bytes <= manifest.files.bytes;
    if (!fits || !isPathOfFile(entry.name) || entry.name in found.files) throw new AppError("backup_damaged");
    const hash = createHash("sha256");
    await receiver.file(entry.name, hashed(entry.content, hash));
    found.files[entry.name] = { bytes: entry.size, sha256: hash.digest("hex") };
  }
}

/** Takes the parts of a table from `first` on; answers what comes behind them. */
async function takeTable(
  table: TableShape,
  first: Entry,
  { entries, found, receiver }: { entries: Entries; found: Contents; receiver: Receiver },
): Promise<Entry> {
  const name = tableName(table);
  const hash = createHash("sha256");
  let entry = first;
  let bytes = 0;
  const parts = async function* (): AsyncGenerator<Buffer> {
    for (let part = 1; entry.name === `tables/${name}/${String(part).padStart(6, "0")}`; part++) {
      bytes += entry.size;
      yield* hashed(entry.content, hash);
      entry = await next(entries);
    }
  };
  const rows = await receiver.table(table, parts());
  found.tables[name] = { rows, bytes, sha256: hash.digest("hex") };
  return entry;
}

async function* hashed(content: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
}

async function wholeOf(entry: Entry, name: string, most: number): Promise<Buffer> {
  if (entry.name !== name || entry.size > most) throw new AppError("backup_damaged");
  const parts: Buffer[] = [];
  for await (const chunk of entry.content) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts);
}

function readSecret(bytes: Buffer): Buffer {
  const secret = Buffer.from(bytes.toString("latin1").trim(), "hex");
  if (secret.length !== 32) throw new AppError("backup_damaged");
  return secret;
}

function assertSame(found: Contents, told: Contents): void {
  const text = ({ tables, files }: Contents) =>
    JSON.stringify([tables, files].map((one) => Object.entries(one).sort(byName).map(flat)));
  if (text(found) !== text(told)) throw new AppError("backup_damaged");
}

function flat([name, part]: [string, { rows?: number; bytes: number; sha256: string }]): readonly unknown[] {
  return [name, part.rows, part.bytes, part.sha256];
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}

function linesIn(chunk: Buffer): number {
  let lines = 0;
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
  return lines;
}
