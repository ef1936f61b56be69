import { basename } from "node:path";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { openEgress } from "#platform";
import type { ScheduledImport } from "../contract/schedules.ts";
import { atPlace } from "../places/opening.ts";
import { isFileName, placeError, type PlacedFile, wayError } from "../places/place.ts";
import { findPlace } from "../places/stored-place.ts";
import { matches } from "./pattern.ts";
import type { Running } from "./running.ts";

/** A file that may be new. */
export interface FileToTake {
  readonly name: string;
  /** As it was listed; undefined where nobody said. */
  readonly size: number | undefined;
  /** Another one where it was changed; undefined where the place tells none. */
  readonly mark: string | undefined;
  read(): Promise<AsyncIterable<Buffer>>;
  /** Moves it out of the way, where the schedule says so. */
  putAway(): Promise<void>;
}

/** Hands the files of a schedule over that were not taken as they are, one after the other, until `use` has enough. */
export async function filesToTake(
  running: Running,
  what: ScheduledImport,
  use: (file: FileToTake) => Promise<boolean>,
): Promise<void> {
  const { runtime } = running;
  const { place: id, address, put_away, pattern } = what;
  if (address !== undefined) return void (await use(await fileAtAddress(running, address)));
  if (id === undefined) throw new AppError("place_missing");
  const stored = await runtime.runAsSystem((work) => findPlace(work, id));
  await atPlace(runtime, stored, async (place) => {
    const listed = (await place.list()).filter(({ name }) => matches(pattern, name));
    for (const { name, size, mark } of await unknown(running, listed)) {
      const file = {
        name,
        size,
        mark,
        read: () => place.read(name),
        putAway: async () => (put_away ? place.putAway(name) : undefined),
      };
      if (!(await use(file))) return;
    }
  });
}

async function fileAtAddress({ runtime }: Running, address: string): Promise<FileToTake> {
  const answer = await openEgress(runtime.settings)
    .receive({ method: "GET", address, redirects: 3, patience: { answer: 60_000, whole: 3_600_000 } })
    .catch((error) => {
      throw wayError(error);
    });
  if (answer.status !== 200) {
    answer.leave();
    throw placeError(answer.status === 404 ? "place_missing" : "place_unreachable");
  }
  const name = nameIn(address);
  const read = async () => answer.content;
  return { name, size: undefined, mark: undefined, read, putAway: async () => {} };
}

function nameIn(address: string): string {
  const last = basename(URL.parse(address)?.pathname ?? "");
  try {
    const name = decodeURIComponent(last);
    return isFileName(name) ? name : "file.csv";
  } catch {
    return "file.csv";
  }
}

/** Those that are not known by name, size and mark, in the order of their names: dates in them come in order. */
async function unknown(
  { runtime, schedule }: Running,
  files: readonly PlacedFile[],
): Promise<readonly PlacedFile[]> {
  const { rows } = await sql<{ name: string; size: string; mark: string | null }>`
    select name, size, mark from schedule_taken where schedule_id = ${schedule.id}::uuid
      and name = any(${files.map(({ name }) => name)}::text[])`.execute(runtime.database);
  const known = new Set(rows.map(({ name, size, mark }) => JSON.stringify([name, Number(size), mark])));
  return files
    .filter(({ name, size, mark }) => !known.has(JSON.stringify([name, size, mark])))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
