import { sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { newId } from "#kernel/id";
import type { Actor, Runtime } from "#records";
import type { tryPlace as action } from "../contract/places.ts";
import { atPlace } from "./opening.ts";
import { contentOf, type OpenPlace, placeError } from "./place.ts";
import { findPlace, readPlace } from "./stored-place.ts";
import { troubleOf, troubleText } from "./trouble.ts";

type Outcome = Pick<OutputOf<typeof action>, "reads" | "writes" | "files"> & { readonly error?: AppError };

/** Looks into a place and writes there; what came of it is noted with the place. Throws `not_found`. */
export async function tryPlace(runtime: Runtime, actor: Actor, id: string): Promise<OutputOf<typeof action>> {
  const stored = await runtime.read(actor, "api", (work) => findPlace(work, id));
  const outcome = await atPlace(runtime, stored, tryOut).catch(unopened);
  const { error } = outcome;
  const problem = error && troubleOf(error);
  await sql`update places set tried_at = now(), trouble = ${problem ? JSON.stringify(problem) : null}::jsonb
    where id = ${id}::uuid`.execute(runtime.database);
  const after = await readPlace(runtime.database, id);
  return {
    reads: outcome.reads,
    writes: outcome.writes,
    files: outcome.files,
    host_key: after?.host_key ?? null,
    problem: problem ? troubleText(actor.locale, problem) : null,
  };
}

function unopened(error: unknown): Outcome {
  return { reads: false, writes: false, files: null, error: ours(error) };
}

async function tryOut(place: OpenPlace): Promise<Outcome> {
  const files = (await place.list()).length;
  try {
    await writeAndRead(place);
    return { reads: true, writes: true, files };
  } catch (error) {
    return { reads: true, writes: false, files, error: ours(error) };
  }
}

async function writeAndRead(place: OpenPlace): Promise<void> {
  const text = Buffer.from("Rapport looked whether files can be put here.\n");
  const name = `rapport-${newId()}.txt`;
  await place.put(name, contentOf(text));
  try {
    const read: Buffer[] = [];
    for await (const chunk of await place.read(name)) read.push(chunk);
    if (!Buffer.concat(read).equals(text)) throw placeError("place_denied");
  } finally {
    await place.remove(name);
  }
}

function ours(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}
