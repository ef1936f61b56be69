import { sql } from "kysely";
import { changes, type Draft, valueOf, type Work } from "#records";
import { digitsOf, normalised } from "./normalising.ts";

const kinds = ["email", "phone"] as const;

interface MainPoint {
  readonly party: string;
  readonly kind: (typeof kinds)[number];
  readonly value: string | null;
  readonly normalised: string | null;
}

/**
 * Keeps the e-mail and phone of a party as its main contact points: a new one becomes the main one and the
 * one before stays as another way to reach the customer; an emptied one is put away.
 */
export async function keepMainContactPoints(work: Work, drafts: readonly Draft[]): Promise<void> {
  const changed = drafts.filter((draft) => kinds.some((kind) => changes(draft, kind)));
  if (changed.length === 0) return;
  const points = mainPoints(changed, work.country);
  await unsetMain(
    work,
    points.filter(({ party }) => changed.some(({ id, before }) => id === party && before)),
  );
  await setMain(
    work,
    points.filter((point) => point.value !== null),
  );
}

function mainPoints(drafts: readonly Draft[], country: string): MainPoint[] {
  return drafts.flatMap((draft) =>
    kinds
      .filter((kind) => changes(draft, kind))
      .map((kind) => {
        const value = valueOf(draft, kind) as string | null;
        const form = value && (normalised(kind, value, country) ?? digitsOf(value));
        return { party: draft.id, kind, value, normalised: form };
      }),
  );
}

async function unsetMain(work: Work, points: readonly MainPoint[]): Promise<void> {
  if (points.length === 0) return;
  await sql`
    update contact_points c
    set main = false, version = version + 1, updated_at = ${work.now}, updated_by = ${work.actor.userId}::uuid,
        archived_at = case when given.value is null then ${work.now}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(points)}::jsonb) as given (party uuid, kind text, value text)
    where c.party_id = given.party and c.kind = given.kind and c.main and c.archived_at is null`.execute(
    work.db,
  );
}

async function setMain(work: Work, points: readonly MainPoint[]): Promise<void> {
  if (points.length === 0) return;
  await sql`
    insert into contact_points (party_id, kind, value, normalised, main, created_by, updated_by)
    select party, kind, value, normalised, true, ${work.actor.userId}::uuid, ${work.actor.userId}::uuid
    from jsonb_to_recordset(${JSON.stringify(points)}::jsonb) as given (party uuid, kind text, value text, normalised text)
    on conflict (party_id, kind, normalised) where archived_at is null
    do update set main = true, value = excluded.value, version = contact_points.version + 1,
                  updated_at = ${work.now}, updated_by = excluded.updated_by`.execute(work.db);
}
