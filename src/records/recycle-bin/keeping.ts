import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { note } from "../audit/noting.ts";
import type { Work } from "../work.ts";

interface Keeping {
  readonly days: number | null;
}

interface KeepingAsked extends Keeping {
  /** What it was when the actor looked. */
  readonly known?: number | null | undefined;
}

/** Days for which the recycle bin keeps records; null, as it begins, for ever. */
export async function keptFor(work: Work): Promise<Keeping> {
  const { rows } =
    await sql<Keeping>`select (settings ->> 'recycle_bin_days')::int as days from organisation`.execute(
      work.db,
    );
  return { days: rows[0]?.days ?? null };
}

/** Throws `version_conflict` where it is no longer as `known`. */
export async function keepFor(work: Work, { days, known }: KeepingAsked): Promise<Keeping> {
  await sql`select 1 from organisation for update`.execute(work.db);
  const before = await keptFor(work);
  if (known !== undefined && known !== before.days)
    throw new AppError("version_conflict", { extra: { current: before } });
  await sql`update organisation set settings = settings || ${JSON.stringify({ recycle_bin_days: days })}::jsonb`.execute(
    work.db,
  );
  await note(work, { kind: "recycle_bin_changed", changes: { days: { from: before.days, to: days } } });
  return { days };
}
