import { sql } from "kysely";
import { note, type Work } from "#records";
import type { LeadSettings } from "../contract/leads.ts";
import { checkMap, usualMap } from "./field-map.ts";

const usual: LeadSettings = { map: [...usualMap], return_after: null };

/** How the organisation qualifies leads, and when untouched ones go back. */
export async function leadSettings(work: Work): Promise<LeadSettings> {
  const { rows } = await sql<{ set: Partial<LeadSettings> | null }>`
    select settings -> 'leads' as set from organisation`.execute(work.db);
  return { ...usual, ...rows[0]?.set };
}

export async function changeLeadSettings(work: Work, settings: LeadSettings): Promise<LeadSettings> {
  checkMap(work, settings.map);
  await sql`select 1 from organisation for update`.execute(work.db);
  const before = await leadSettings(work);
  await sql`update organisation set settings = settings || ${JSON.stringify({ leads: settings })}::jsonb`.execute(
    work.db,
  );
  await note(work, { kind: "lead_settings_changed", changes: differences(before, settings) });
  return settings;
}

// The map is told as its lines, so that the log can be read.
function differences(before: LeadSettings, after: LeadSettings) {
  const told = ({ map, return_after }: LeadSettings) => ({
    return_after,
    map: map.map(({ from, to }) => `${from} → ${to}`).join("\n"),
  });
  const [from, to] = [told(before), told(after)];
  return Object.fromEntries(
    (["return_after", "map"] as const)
      .filter((name) => from[name] !== to[name])
      .map((name) => [name, { from: from[name], to: to[name] }]),
  );
}
