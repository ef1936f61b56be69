import { sql } from "kysely";
import { note, type Work } from "#records";
import type { ServiceSettings } from "../contract/settings.ts";

const usual: ServiceSettings = { close_after_days: 14, survey: false, help: false };

export async function serviceSettings(work: Work): Promise<ServiceSettings> {
  const { rows } = await sql<{ set: Partial<ServiceSettings> | null }>`
    select settings -> 'service' as set from organisation`.execute(work.db);
  return { ...usual, ...rows[0]?.set };
}

export async function changeServiceSettings(work: Work, settings: ServiceSettings): Promise<ServiceSettings> {
  await sql`select 1 from organisation for update`.execute(work.db);
  const before = await serviceSettings(work);
  const changed = (["close_after_days", "survey", "help"] as const).filter(
    (key) => before[key] !== settings[key],
  );
  if (changed.length === 0) return settings;
  await sql`update organisation set settings = settings || ${JSON.stringify({ service: settings })}::jsonb`.execute(
    work.db,
  );
  await note(work, {
    kind: "service_settings_changed",
    changes: Object.fromEntries(changed.map((key) => [key, { from: before[key], to: settings[key] }])),
  });
  return settings;
}
