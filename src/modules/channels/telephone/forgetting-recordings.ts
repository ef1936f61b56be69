import { sql } from "kysely";
import { removeFile } from "#platform";
import { byRule, type Runtime, tellByRule } from "#records";

const atOnce = 100;

/** Removes recordings that have been kept for as long as their line says, wherever they came from; the calls stay. */
export async function forgetRecordings(runtime: Runtime, stopping?: AbortSignal): Promise<void> {
  const failed: string[] = [];
  let problem: unknown;
  for (let due = await nextDue(runtime, failed); due.length > 0; due = await nextDue(runtime, failed))
    for (const { id, file } of due) {
      if (stopping?.aborted) return;
      try {
        await forgetOne(runtime, id, file);
      } catch (error) {
        // One that cannot be removed keeps no other.
        problem ??= error;
        failed.push(id);
      }
    }
  if (failed.length > 0) throw problem;
}

interface Due {
  readonly id: string;
  readonly file: string;
}

async function nextDue({ database }: Runtime, failed: readonly string[]): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select c.id, c.recording_id as file
    from calls c join channel_connections n on n.account_id = c.account_id
    where c.recording_id is not null and (n.settings ->> 'keepRecordings')::int > 0
      and c.ended_at < now() - make_interval(days => (n.settings ->> 'keepRecordings')::int)
      and c.id <> all(${failed}::uuid[])
    order by c.ended_at, c.id limit ${atOnce}`.execute(database);
  return rows;
}

function forgetOne(runtime: Runtime, id: string, file: string): Promise<void> {
  return removeFile(runtime, file, async (work) => {
    await sql`update calls set recording_id = null, version = version + 1 where id = ${id}`.execute(work.db);
    await tellByRule(byRule(work), "call", "changed", [
      { id, changes: { recording: { from: file, to: null } } },
    ]);
  });
}
