import { sql } from "kysely";
import { note, type Work } from "#records";
import type { DuplicateThresholds } from "../contract/duplicates.ts";

export const usualThresholds: DuplicateThresholds = { ask: 0.6, certain: 0.8, warn: true };

/** From which likeness two are asked about, and from which they are certain. */
export async function thresholdsOf(work: Work): Promise<DuplicateThresholds> {
  const { rows } = await sql<{ set: Partial<DuplicateThresholds> | null }>`
    select settings -> 'duplicates' as set from organisation`.execute(work.db);
  return { ...usualThresholds, ...rows[0]?.set };
}

export async function changeThresholdsTo(
  work: Work,
  thresholds: DuplicateThresholds,
): Promise<DuplicateThresholds> {
  await sql`select 1 from organisation for update`.execute(work.db);
  const before = await thresholdsOf(work);
  await sql`update organisation set settings = settings || ${JSON.stringify({ duplicates: thresholds })}::jsonb`.execute(
    work.db,
  );
  const changes = Object.entries(thresholds)
    .map(([name, to]) => [name, { from: before[name as keyof DuplicateThresholds], to }] as const)
    .filter(([, { from, to }]) => from !== to);
  await note(work, { kind: "duplicates_changed", changes: Object.fromEntries(changes) });
  return thresholds;
}
