import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, statfs, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { sql } from "kysely";
import { keepFile } from "#platform";
import { byRule, type Runtime, tellByRule } from "#records";
import { largestCapture, type Sound, soundOf } from "./sound.ts";

/** What captures may take on the disk together, and what they leave free: beyond, nothing more is recorded. Bytes. */
const most = 2 * 1024 ** 3;
const leastFree = 1024 ** 3;
/** Milliseconds for which a capture is written no more before it is taken, and after which one that is nobody's is removed. */
const settled = 5_000;
const day = 24 * 3_600_000;
/** Milliseconds until one that could not be taken is tried again. */
const rest = 5 * 60_000;

/** What is recorded at the edge, from the capture that rtpengine writes to the file that stands on the call. */
export interface Recorder {
  /** Notes whose a call of the edge is that will be recorded. False where there is no room, or it is called what no file is. */
  begin(leg: string, source: string): Promise<boolean>;
  /** Puts the recordings of calls that are over on them, and removes what is nobody's. */
  take(): Promise<void>;
  /** Which calls of the edge are to be recorded no more: their capture is as large as is read, or all of them take too much. */
  full(): Promise<string[]>;
}

interface Mark {
  readonly path: string;
  readonly leg: string;
  readonly source: string;
  readonly at: number;
}

interface Capture {
  readonly path: string;
  readonly leg: string;
  readonly size: number;
  readonly changed: number;
}

export function recorderIn(runtime: Runtime, folder: string): Recorder {
  const marks = join(folder, "calls");
  const resting = new Map<string, number>();
  const takeEach = async (): Promise<void> => {
    const known = await marksIn(marks);
    for (const source of new Set(known.map((mark) => mark.source))) {
      if ((resting.get(source) ?? 0) > Date.now()) continue;
      try {
        await takeOf(runtime, { folder, source, marks: known.filter((mark) => mark.source === source) });
        resting.delete(source);
      } catch (error) {
        // One that cannot be taken keeps no other waiting; it goes after a day, as what is nobody's.
        process.stderr.write(`telephone: ${String(error)}\n`);
        resting.set(source, Date.now() + rest);
      }
    }
  };
  return {
    async begin(leg, source) {
      if (!/^[\w.@-]{1,80}$/.test(leg)) return false;
      await mkdir(marks, { recursive: true, mode: 0o700 });
      if (await isFull(folder, await capturesIn(folder))) return false;
      const name = createHash("sha256").update(leg).digest("hex");
      // Read it is whole, or not there yet.
      await writeFile(join(folder, name), JSON.stringify({ leg, source }), { mode: 0o600 });
      await rename(join(folder, name), join(marks, name));
      return true;
    },
    take: () => takeEach().finally(() => removeOld(folder)),
    async full() {
      const captures = await capturesIn(folder);
      if (captures.length === 0) return [];
      const areAll = await isFull(folder, captures);
      return captures.filter(({ size }) => areAll || size > largestCapture).map(({ leg }) => leg);
    },
  };
}

async function isFull(folder: string, captures: readonly Capture[]): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return captures.reduce((sum, { size }) => sum + size, 0) > most || bavail * bsize < leastFree;
}

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).map((name) => join(folder, name));

async function capturesIn(folder: string): Promise<Capture[]> {
  const found = (await filesIn(join(folder, "pcaps"))).map(async (path) => {
    const file = await stat(path).catch(() => null);
    return file ? [{ path, leg: legOf(path), size: file.size, changed: file.mtimeMs }] : [];
  });
  return (await Promise.all(found)).flat();
}

/** rtpengine names them by the call, in percents where it has to, and digits of chance. */
function legOf(path: string): string {
  const name = basename(path);
  try {
    return decodeURIComponent(name.slice(0, name.lastIndexOf("-")));
  } catch {
    return "";
  }
}

/** What is no mark is left to be removed when it is old. */
async function marksIn(folder: string): Promise<Mark[]> {
  const read = (await filesIn(folder)).map(async (path): Promise<Mark[]> => {
    try {
      const { leg, source } = JSON.parse(await readFile(path, "utf8")) as Partial<Mark>;
      return leg && source ? [{ leg, source, path, at: (await stat(path)).mtimeMs }] : [];
    } catch {
      return [];
    }
  });
  return (await Promise.all(read)).flat().toSorted((one, other) => one.at - other.at);
}

interface Taken {
  readonly folder: string;
  readonly source: string;
  readonly marks: readonly Mark[];
}

async function takeOf(runtime: Runtime, { folder, source, marks }: Taken): Promise<void> {
  const { rows } = await sql<{ id: string; isOver: boolean; isRecorded: boolean }>`
    select id, state = 'ended' as "isOver", recording_id is not null as "isRecorded" from calls
    where source_id = ${source}`.execute(runtime.database);
  const [call] = rows;
  if (!call?.isOver) return;
  const captures = await capturesIn(folder);
  // In the order in which they began.
  const own = marks.flatMap(({ leg }) => captures.filter((one) => one.leg === leg));
  if (own.some(({ changed }) => changed > Date.now() - settled)) return;
  const sound = call.isRecorded ? null : await soundOf(own.map(({ path }) => path));
  if (sound) await keep(runtime, call.id, sound);
  const legs = new Set(marks.map(({ leg }) => leg));
  const details = (await filesIn(join(folder, "metadata"))).filter((path) => legs.has(legOf(path)));
  const all = [...own.map(({ path }) => path), ...details, ...marks.map(({ path }) => path)];
  for (const path of all) await rm(path, { force: true });
}

/** The file and what the call says of it are one unit: no voice is kept of which nobody knows. */
async function keep(runtime: Runtime, call: string, { content }: Sound): Promise<void> {
  const incoming = { name: `call-${call}.wav`, type: "audio/wav", content: Readable.from(content) };
  await keepFile(runtime, incoming, (write) =>
    runtime.runAsSystem(async (work) => {
      const kept = await write(work);
      const { id } = kept as { readonly id: string };
      const { rows } = await sql`update calls set recording_id = ${id}, version = version + 1
        where id = ${call} and recording_id is null returning 1`.execute(work.db);
      if (rows.length === 0) throw new Error("The call has a recording already");
      await tellByRule(byRule(work), "call", "changed", [
        { id: call, changes: { recording: { from: null, to: id } } },
      ]);
      return kept;
    }),
  );
}

async function removeOld(folder: string): Promise<void> {
  for (const part of ["", "pcaps", "metadata", "tmp", "calls"])
    for (const path of await filesIn(join(folder, part))) {
      const found = await stat(path).catch(() => null);
      if (found?.isFile() && found.mtimeMs < Date.now() - day) await rm(path, { force: true });
    }
}
