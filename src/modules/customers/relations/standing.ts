import { newId } from "#kernel/id";
import { sql } from "kysely";
import { dayIn } from "#kernel/period";
import { tellByRule, type Work } from "#records";

/** What a party is in to another from now on; `to` null when to nobody. */
export interface Standing {
  readonly from: string;
  readonly to: string | null;
  readonly title?: string | null;
  /** Begins today, rather than having been so when the party was written down. */
  readonly begins: boolean;
}

type Kind = "works_at" | "parent_company";

/** Ends the relation of `kind` that stood for each, keeps it as history, and begins the new one. */
export async function changeStanding(work: Work, kind: Kind, all: readonly Standing[]): Promise<void> {
  const moved = all.filter(({ begins }) => begins);
  await beginWithParty(
    work,
    kind,
    all.filter(({ begins }) => !begins),
  );
  if (moved.length === 0) return;
  const today = dayIn(work.actor.timeZone, work.now);
  await end(work, kind, moved, today);
  await begin(work, kind, moved, today);
}

// Nothing stood before a party was there, and what came with it is told by that.
async function beginWithParty(work: Work, kind: Kind, all: readonly Standing[]): Promise<void> {
  const standing = all.filter(({ to }) => to !== null);
  if (standing.length === 0) return;
  const rows = standing.map(({ from, to, title }) => ({ id: newId(), from, to, title: title ?? undefined }));
  await sql`insert into relations (id, kind, from_id, to_id, title, created_by, updated_by)
    select given.id, ${kind}, given.from, given.to, given.title, ${work.actor.userId}::uuid, ${work.actor.userId}::uuid
    from json_to_recordset(${JSON.stringify(rows)}::json) as given (id uuid, "from" uuid, "to" uuid, title text)`.execute(
    work.db,
  );
}

async function end(work: Work, kind: Kind, all: readonly Standing[], today: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update relations r
    set ended_on = ${today}::date, version = version + 1, updated_at = ${work.now}, updated_by = ${work.actor.userId}::uuid
    from ${given(all)}
    where r.kind = ${kind} and r.from_id = given.from and r.to_id is distinct from given.to
      and r.ended_on is null and r.archived_at is null
    returning r.id`.execute(work.db);
  const told = rows.map(({ id }) => ({ id, changes: { ended_on: { from: null, to: today } } }));
  await tellByRule(work, "relation", "changed", told);
}

interface Begun {
  readonly id: string;
  readonly title: string | null;
  /** What was said of one that stood already; null where it is made. */
  readonly before: { readonly title: string | null } | null;
}

async function begin(work: Work, kind: Kind, all: readonly Standing[], today: string): Promise<void> {
  const { rows } = await sql<Begun>`
    with before as (
      select r.id, jsonb_build_object('title', r.title) as values
      from ${given(all)} join relations r on r.kind = ${kind} and r.from_id = given.from and r.to_id = given.to
      where r.ended_on is null and r.archived_at is null
    )
    insert into relations as r (kind, from_id, to_id, title, started_on, created_by, updated_by)
    select ${kind}, given.from, given.to, given.title, ${today}::date,
           ${work.actor.userId}::uuid, ${work.actor.userId}::uuid
    from ${given(all)} where given.to is not null
    on conflict (from_id, kind, to_id, (case when archived_at is null and ended_on is null then null else id end))
    do update set title = excluded.title, version = r.version + 1,
                  updated_at = ${work.now}, updated_by = excluded.updated_by
      where excluded.title is not null and excluded.title is distinct from r.title
    returning r.id, r.title, (select values from before where before.id = r.id) as before`.execute(work.db);
  await tellByRule(
    work,
    "relation",
    "created",
    rows.filter(({ before }) => before === null).map(({ id }) => ({ id, changes: {} })),
  );
  await tellByRule(
    work,
    "relation",
    "changed",
    rows.flatMap(({ id, title, before }) =>
      before ? [{ id, changes: { title: { from: before.title, to: title } } }] : [],
    ),
  );
}

function given(all: readonly Standing[]) {
  const rows = all.map(({ from, to, title }) => ({ from, to, ...(title && { title }) }));
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as given ("from" uuid, "to" uuid, title text)`;
}
