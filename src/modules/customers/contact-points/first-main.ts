import { sql } from "kysely";
import { newId } from "#kernel/id";
import { type Draft, place, type Work, type Write } from "#records";
import { mainPoints } from "./main-points.ts";

/** What writes the e-mail and phone of new parties as their main contact points, beside them: what comes with a party is told by it. */
export function firstContactPoints(work: Work, drafts: readonly Draft[]): Write | undefined {
  const points = mainPoints(drafts, work.country);
  if (points.length === 0) return undefined;
  const rows = points.map(({ party, kind, value, normalised }) => {
    // Most addresses and numbers are written as they are compared.
    return { id: newId(), party, kind, value, normalised: normalised === value ? undefined : normalised };
  });
  return {
    name: "first main contact points",
    statement: () => insertion,
    values: { points: JSON.stringify(rows), actor: work.actor.userId },
  };
}

const insertion = sql`
  insert into contact_points (id, party_id, kind, value, normalised, main, created_by, updated_by)
  select id, party, kind, value, coalesce(normalised, value), true, ${place("actor")}::uuid, ${place("actor")}::uuid
  from json_to_recordset(${place("points")}::json)
    as given (id uuid, party uuid, kind text, value text, normalised text)`;
