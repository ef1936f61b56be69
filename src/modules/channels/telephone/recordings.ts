import { Readable } from "node:stream";
import { sql } from "kysely";
import { keepFile, openEgress } from "#platform";
import { byRule, tellByRule, type Runtime } from "#records";

const types: Readonly<Record<string, string>> = {
  "audio/mpeg": "mp3",
  "audio/wav": "wav",
  "audio/x-wav": "wav",
  "audio/ogg": "ogg",
  "audio/mp4": "m4a",
  "audio/webm": "webm",
};

/** Fetches recordings of which a switchboard told, each once; what is no sound is left where it is. */
export async function fetchRecordings(runtime: Runtime, stopping?: AbortSignal): Promise<void> {
  const { rows } = await sql<{ id: string; address: string; agent: string | null }>`
    select id, recording_at as address, agent_id as agent from calls where recording_at is not null order by id limit 20`.execute(
    runtime.database,
  );
  for (const call of rows) {
    if (stopping?.aborted) return;
    const file = await fetched(runtime, call).catch(() => null);
    await runtime.runAsSystem(async (work) => {
      const { rows: kept } =
        await sql`update calls set recording_at = null, recording_id = ${file}, version = version + 1
        where id = ${call.id} and recording_at = ${call.address} returning 1`.execute(work.db);
      if (file && kept.length > 0)
        await tellByRule(byRule(work), "call", "changed", [
          { id: call.id, changes: { recording: { from: null, to: file } } },
        ]);
    });
  }
}

async function fetched(
  runtime: Runtime,
  { id, address }: { id: string; address: string },
): Promise<string | null> {
  const answer = await openEgress(runtime.settings).receive({
    method: "GET",
    address,
    redirects: 3,
    patience: { whole: 120_000 },
  });
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
