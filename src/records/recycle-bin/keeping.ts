import { sql } from "kysely";
import { note } from "../audit/noting.ts";
import type { Work } from "../work.ts";

interface Keeping {
  readonly days: number | null;
}

/** Days for which the recycle bin keeps records; null, as it begins, for ever. */
export async function keptFor(work: Work): Promise<Keeping> {
  const { rows } =
    await sql<Keeping>`select (settings ->> 'recycle_bin_days')::int as days from organisation`.execute(
      work.db,
    );
  return { days: rows[0]?.days ?? null };
}

export async function keepFor(work: Work, { days }: Keeping): Promise<Keeping> {
  const before = await keptFor(work);
  await sql`update organisation set settings = settings || ${JSON.stringify({ recycle_bin_days: days })}::jsonb`.execute(
    work.db,
  );
  await note(work, { kind: "recycle_bin_changed", changes: { days: { from: before.days, to: days } } });
  return { days };
}
