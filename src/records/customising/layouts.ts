import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { catalogueChanged } from "../contract/index.ts";
import { visibleWhere } from "../reading/visibility.ts";
import type { Work } from "../work.ts";
import type { Layout, LayoutDefinition } from "./contract.ts";

interface Row {
  readonly object: string;
  readonly team_id: string | null;
  readonly team: string | null;
  readonly definition: LayoutDefinition;
  readonly version: number;
}

/** The layouts of an object's record page, everybody's first. Throws `not_found`. */
export async function layoutsOf(work: Work, object: string): Promise<Layout[]> {
  work.catalogue.object(object);
  const { rows } = await sql<Row>`select l.object, l.team_id, t.name as team, l.definition, l.version
    from layouts l left join teams t on t.id = l.team_id where l.object = ${object}
    order by l.team_id is not null, t.name`.execute(work.db);
  return rows.map(asLayout);
}

/**
 * Saves the layout of everybody or of a team; `version` 0 makes it. Throws `not_found`, `field_unknown` for a field
 * that the object has not, `link_not_found` for a team that is none, `version_conflict`.
 */
export async function saveLayoutOf(
  work: Work,
  object: string,
  {
    team,
    version,
    definition,
  }: { readonly team: string | null; readonly version: number; readonly definition: LayoutDefinition },
): Promise<Layout> {
  const { fields } = work.catalogue.object(object);
  const unknown = definition.sections
    .flatMap((section) => section.fields)
    .find((name) => !Object.hasOwn(fields, name));
  if (unknown !== undefined) throw new AppError("field_unknown", { field: unknown });
  if (team !== null) await assertTeam(work, team);
  const { rows } = await sql`insert into layouts as l (object, team_id, definition, updated_by)
    values (${object}, ${team}, ${JSON.stringify(definition)}, ${work.actor.userId})
    on conflict (object, team_id) do update set definition = excluded.definition, version = l.version + 1,
      updated_at = ${work.now}, updated_by = excluded.updated_by where l.version = ${version}
    returning l.version`.execute(work.db);
  const saved = rows[0] as { readonly version: number } | undefined;
  if (!saved || saved.version !== version + 1) throw new AppError("version_conflict");
  tell(work, object);
  const found = (await layoutsOf(work, object)).find((layout) => (layout.team?.id ?? null) === team);
  return found as Layout;
}

/** The page is laid out as the product does it, or as for everybody, again. Nothing there: nothing happens. */
export async function dropLayoutOf(work: Work, object: string, team: string | null): Promise<void> {
  work.catalogue.object(object);
  await sql`delete from layouts where object = ${object} and team_id is not distinct from ${team}::uuid`.execute(
    work.db,
  );
  tell(work, object);
}

/**
 * The layout that each object's page has for the actor: their team's, else the nearest team's above, else
 * everybody's. By object.
 */
export async function layoutsFor(work: Work): Promise<ReadonlyMap<string, LayoutDefinition>> {
  const { rows } = await sql<{ object: string; definition: LayoutDefinition }>`
    with recursive above (id, parent_id, distance) as (
      select t.id, t.parent_id, 0 from teams t join users u on u.team_id = t.id where u.id = ${work.actor.userId}
      union all
      select t.id, t.parent_id, a.distance + 1 from teams t join above a on t.id = a.parent_id where a.distance < 20)
    select distinct on (l.object) l.object, l.definition
    from layouts l left join above a on a.id = l.team_id
    where l.team_id is null or a.id is not null
    order by l.object, a.distance nulls last`.execute(work.db);
  return new Map(rows.map((row) => [row.object, row.definition]));
}

async function assertTeam(work: Work, id: string): Promise<void> {
  const { rows } = await sql`select 1 from teams t
    where t.id = ${id}::uuid and t.archived_at is null and ${visibleWhere(work, "team", "t")}`.execute(
    work.db,
  );
  if (rows.length === 0) throw new AppError("link_not_found", { field: "team" });
}

function tell(work: Work, object: string): void {
  work.emit({ name: catalogueChanged, object, records: [], payload: { layout: true } });
}

function asLayout({ object, team_id, team, definition, version }: Row): Layout {
  return { object, team: team_id === null ? null : { id: team_id, title: team ?? "" }, definition, version };
}
