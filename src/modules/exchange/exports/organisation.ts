import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { newId } from "#kernel/id";
import type { Locale } from "#kernel/locale";
import { type Actor, note, type Runtime } from "#records";
import { permits } from "#records/contract";
import { assertWithinLimits, queueExport } from "./starting.ts";
import { readExport, type StoredExport } from "./stored-export.ts";
import type { Chunk } from "./formats.ts";

/**
 * Writes the whole organisation, as of one moment, by `write`, which gets the archive piece by piece. It goes past the rights on records
 * and is given by the server, which alone knows every table.
 */
export type TakeOrganisation = <T>(
  runtime: Runtime,
  taking: {
    /** Of the description inside. */
    readonly locale: Locale;
    /** Hears of rows that were written, and of work between them; what it throws ends the work. */
    readonly onRows: (count: number) => Promise<void>;
  },
  write: (pieces: AsyncGenerator<Chunk>) => Promise<T>,
) => Promise<T>;

/** What an export of the whole organisation is called among exports of lists. */
export const wholeOrganisation = "organisation";

/** Begins to write the whole organisation to an archive in the background. Throws `not_allowed`, `too_many`. */
export async function startOrganisationExport(runtime: Runtime, actor: Actor): Promise<StoredExport> {
  if (actor.userId === null) throw new AppError("not_allowed");
  const id = newId();
  await runtime.run(actor, "screen", async (work) => {
    await assertWithinLimits(work);
    const name = `rapport-${work.now.toISOString().slice(0, 10)}.zip`;
    // About how many rows there are: nobody waits for a count of all.
    await sql`insert into exports (id, object, format, request, file_name, row_count, rights, created_by)
      select ${id}::uuid, ${wholeOrganisation}, 'archive', '{}', ${name}, coalesce(sum(greatest(n_live_tup, 0)), 0)::int,
        ${JSON.stringify(actor.rights)}::jsonb, ${actor.userId}::uuid
      from pg_stat_user_tables where schemaname = 'public'`.execute(work.db);
    await note(work, { kind: "exported", details: { format: "archive" } });
  });
  await queueExport(runtime, id);
  const stored = await readExport(runtime.database, id);
  if (!stored) throw new AppError("not_found");
  return stored;
}

/** Throws `not_allowed` where the actor may not have the whole organisation, or no longer. */
export function assertMayTakeOrganisation({ rights }: Pick<Actor, "rights">): void {
  if (!permits(rights, "organisation:export")) throw new AppError("not_allowed");
}
