import { Readable } from "node:stream";
import { sql } from "kysely";
import { keepFile } from "#platform";
import { byRule, tellByRule, type Runtime } from "#records";
import { fileAt } from "../connections/file-elsewhere.ts";

const types: Readonly<Record<string, string>> = {
  "audio/mpeg": "mp3",
  "audio/wav": "wav",
  "audio/x-wav": "wav",
  "audio/ogg": "ogg",
  "audio/mp4": "m4a",
  "audio/webm": "webm",
};

/** So often a recording is asked for, with pauses that double from a minute on: a switchboard tells of it before it is there. */
const mostAttempts = 8;

/**
 * Fetches recordings of which a switchboard told, each once. Where one lies is kept until it is here, or was asked for so often that
 * it is left where it is.
 */
export async function fetchRecordings(runtime: Runtime, stopping?: AbortSignal): Promise<void> {
  const { rows } = await sql<{ id: string; address: string; agent: string | null }>`
    select id, recording_at as address, agent_id as agent from calls
    where recording_at is not null and (recording_due_at is null or recording_due_at <= now())
    order by recording_due_at nulls first, id limit 20`.execute(runtime.database);
  for (const call of rows) {
    if (stopping?.aborted) return;
    const file = await fetched(runtime, call).catch(() => null);
    if (!file) {
      await waitForIt(runtime, call);
      continue;
    }
    await runtime.runAsSystem(async (work) => {
      const { rows: kept } =
        await sql`update calls set recording_at = null, recording_id = ${file}, recording_due_at = null, version = version + 1
        where id = ${call.id} and recording_at = ${call.address} returning 1`.execute(work.db);
      if (kept.length > 0)
        await tellByRule(byRule(work), "call", "changed", [
          { id: call.id, changes: { recording: { from: null, to: file } } },
        ]);
    });
  }
}

async function waitForIt(
  { database }: Runtime,
  { id, address }: { id: string; address: string },
): Promise<void> {
  await sql`update calls set recording_attempts = recording_attempts + 1,
      recording_due_at = now() + make_interval(mins => (2 ^ recording_attempts)::int),
      recording_at = case when recording_attempts + 1 < ${mostAttempts} then recording_at end
    where id = ${id} and recording_at = ${address}`.execute(database);
}

async function fetched(
  runtime: Runtime,
  { id, address }: { id: string; address: string },
): Promise<string | null> {
  const answer = await fileAt(runtime, address);
  try {
    const type = (answer.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
    const ending = types[type];
    if (answer.status !== 200 || !ending) return null;
    const incoming = { name: `call-${id}.${ending}`, type, content: Readable.from(answer.content) };
    return (await keepFile(runtime, incoming, (write) => runtime.runAsSystem(write))).id;
  } finally {
    answer.leave();
  }
}
