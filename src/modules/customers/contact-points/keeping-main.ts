import { sql } from "kysely";
import { archiveByRule, type Draft, tellByRule, type Work } from "#records";
import { changesMainPoint, type MainPoint, mainPoints } from "./main-points.ts";

/** Whether the draft says another e-mail or phone of a party that is there already. */
export function movesContactPoint(draft: Draft): boolean {
  return draft.before !== null && changesMainPoint(draft);
}

/**
 * Keeps the e-mail and phone of a party as its main contact points: a new one becomes the main one and the
 * one before stays as another way to reach the customer; an emptied one is put away.
 */
export async function keepMainContactPoints(work: Work, drafts: readonly Draft[]): Promise<void> {
  const points = mainPoints(drafts.filter(movesContactPoint), work.country);
  const given = points.filter(({ value }) => value !== null);
  await putAwayEmptied(
    work,
    points.filter(({ value }) => value === null),
  );
  await unsetMain(work, given);
  await setMain(work, given);
}

async function putAwayEmptied(work: Work, points: readonly MainPoint[]): Promise<void> {
  await archiveByRule(work, "contact_point", await unsetMain(work, points));
}

/** Answers the ids of those that are the main ones no more; the same one written otherwise stays. */
async function unsetMain(work: Work, points: readonly MainPoint[]): Promise<string[]> {
  if (points.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    update contact_points c
    set main = false, version = version + 1, updated_at = ${work.now}, updated_by = ${work.actor.userId}::uuid
    from jsonb_to_recordset(${JSON.stringify(points)}::jsonb) as given (party uuid, kind text, normalised text)
    where c.party_id = given.party and c.kind = given.kind and c.normalised is distinct from given.normalised
      and c.main and c.archived_at is null
    returning c.id`.execute(work.db);
  const told = rows.map(({ id }) => ({ id, changes: { main: { from: true, to: false } } }));
  await tellByRule(work, "contact_point", "changed", told);
  return rows.map(({ id }) => id);
}

interface SetPoint {
  readonly id: string;
  readonly value: string;
  /** What was there; null where it is made. */
  readonly before: { readonly main: boolean; readonly value: string } | null;
}

async function setMain(work: Work, points: readonly MainPoint[]): Promise<void> {
  if (points.length === 0) return;
  const { rows } = await sql<SetPoint>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(points)}::jsonb)
        as given (party uuid, kind text, value text, normalised text)
    ), before as (
      select c.id, jsonb_build_object('main', c.main, 'value', c.value) as values
      from given join contact_points c
        on c.party_id = given.party and c.kind = given.kind and c.normalised = given.normalised and c.archived_at is null
    )
    insert into contact_points as c (party_id, kind, value, normalised, main, created_by, updated_by)
    select party, kind, value, normalised, true, ${work.actor.userId}::uuid, ${work.actor.userId}::uuid from given
    on conflict (party_id, kind, normalised) where archived_at is null
    do update set main = true, value = excluded.value, version = c.version + 1,
                  updated_at = ${work.now}, updated_by = excluded.updated_by
    returning c.id, c.value, (select values from before where before.id = c.id) as before`.execute(work.db);
  await tellByRule(
    work,
    "contact_point",
    "created",
    rows.filter(({ before }) => before === null).map(({ id }) => ({ id, changes: {} })),
  );
  await tellByRule(work, "contact_point", "changed", rows.flatMap(becameMain));
}

function becameMain({ id, value, before }: SetPoint) {
  if (before === null) return [];
  const changes = {
    ...(!before.main && { main: { from: false, to: true } }),
    ...(before.value !== value && { value: { from: before.value, to: value } }),
  };
  return Object.keys(changes).length > 0 ? [{ id, changes }] : [];
}
