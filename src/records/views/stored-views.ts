import { type RawBuilder, type SqlBool, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import { grantOn, permits } from "../contract/index.ts";
import { resolveFieldPath } from "../reading/field-path.ts";
import { filterCondition } from "../reading/filter-condition.ts";
import { groupOf } from "../reading/totals-groups.ts";
import type { Work } from "../work.ts";
import { type SavedView, type ViewDefinition, type ViewKind, viewDefinition } from "./contract.ts";

interface ViewRow {
  readonly id: string;
  readonly object: string;
  readonly name: string;
  readonly kind: ViewKind;
  readonly definition: unknown;
  readonly owner_id: string;
  readonly owner_name: string;
  readonly shared: boolean;
  readonly team_id: string | null;
  readonly team_name: string | null;
  /** Steps up from the teams of the actor to the one it is shared with; null for another's. */
  readonly distance: number | null;
  readonly folder: string | null;
  readonly position: number;
  readonly pinned: boolean;
  readonly chosen: boolean;
  readonly opens: boolean;
  readonly version: number;
}

/** The views that the actor may use: own ones and shared ones, of objects and fields that the actor sees. */
export async function usableViews(work: Work, object?: string): Promise<SavedView[]> {
  const rows = await viewRows(work, object === undefined ? sql`true` : sql`v.object = ${object}`);
  const usable = rows.flatMap((row) => {
    const view = viewFor(work, row);
    return view ? [{ row, view }] : [];
  });
  const opening = new Map<string, ViewRow>();
  for (const { row } of usable) {
    const before = opening.get(row.object);
    if (rank(row) < (before ? rank(before) : Number.POSITIVE_INFINITY)) opening.set(row.object, row);
  }
  return usable.map(({ row, view }) => ({ ...view, default: opening.get(row.object) === row }));
}

/** One of them; throws `not_found` where there is none for the actor. */
export async function usableView(work: Work, id: string): Promise<SavedView> {
  const [row] = await viewRows(work, sql`v.id = ${id}`);
  const usable = row ? await usableViews(work, row.object) : [];
  const view = usable.find((one) => one.id === id);
  if (!view) throw new AppError("not_found");
  return view;
}

/** A view that was deleted, as it was for the actor; throws `not_found` where there is none. */
export async function removedView(work: Work, id: string): Promise<Omit<SavedView, "default">> {
  const [row] = await viewRows(work, sql`v.id = ${id}`, sql`v.removed_at is not null`);
  const view = row && viewFor(work, row);
  if (!view) throw new AppError("not_found");
  return view;
}

/** The user that owns and pins views; a key without a user has none. */
export function viewer(work: Work): string {
  if (work.actor.userId === null) throw new AppError("not_allowed");
  return work.actor.userId;
}

/**
 * Refuses a definition that the actor could not use: a field that is not there or not seen, an operator that the
 * field does not know. Throws `field_unknown`, `filter_invalid`.
 */
export function checkDefinition(work: Work, objectName: string, definition: ViewDefinition): void {
  const object = work.catalogue.object(objectName);
  if (definition.filter) filterCondition({ work, object, alias: "t" }, definition.filter);
  const paths = [
    ...(definition.columns ?? []).map((column) => column.field),
    ...keysOf(definition.sort).map(fieldOfSort),
  ];
  for (const path of paths) resolveFieldPath(work, object, path);
  for (const key of keysOf(definition.group)) groupOf(work, object, "t", key);
}

// Where several views would open the list: the one chosen, else that of the nearest team, else that of everybody.
function rank({ chosen, opens, distance, team_id: team }: ViewRow): number {
  if (chosen) return -1;
  if (!opens) return Number.POSITIVE_INFINITY;
  return team === null ? Number.MAX_SAFE_INTEGER : (distance ?? Number.POSITIVE_INFINITY);
}

async function viewRows(
  work: Work,
  condition: RawBuilder<SqlBool>,
  there: RawBuilder<SqlBool> = sql`v.removed_at is null`,
): Promise<readonly ViewRow[]> {
  const user = viewer(work);
  // A team's views are those of the teams below it, too. The bound is for teams that stand in a ring.
  const { rows } = await sql<ViewRow>`
    with recursive above (id, distance) as (
      select t.id, 0 from teams t
      where t.manager_id = ${user} or t.id = (select u.team_id from users u where u.id = ${user})
      union
      select t.parent_id, a.distance + 1 from above a join teams t on t.id = a.id
      where t.parent_id is not null and a.distance < 30),
    nearest as (select id, min(distance) as distance from above group by id)
    select v.id, v.object, v.name, v.kind, v.definition, v.owner_id, u.name as owner_name, v.shared, v.team_id,
      t.name as team_name, n.distance, v.folder, v.position, v.opens, v.version,
      p.view_id is not null as pinned, d.view_id is not null as chosen
    from views v
    join users u on u.id = v.owner_id
    left join teams t on t.id = v.team_id
    left join nearest n on n.id = v.team_id
    left join view_pins p on p.view_id = v.id and p.user_id = ${user}
    left join view_defaults d on d.view_id = v.id and d.user_id = ${user}
    where (v.owner_id = ${user} or v.shared or n.id is not null) and ${there} and ${condition}
    order by v.object, v.folder nulls first, v.shared desc, v.position, v.name, v.id`.execute(work.db);
  return rows;
}

// A view that filters by what the reader may not see does not exist for them: without that condition it would
// show something else than it says. Columns, order and groups do without what is not there.
function viewFor(work: Work, row: ViewRow): Omit<SavedView, "default"> | null {
  const object = work.catalogue.objects.get(row.object);
  if (!object || grantOn(work.actor.rights, row.object).read === "none") return null;
  const definition = attempted(() => {
    const read = viewDefinition.safeParse(row.definition).data;
    if (read?.filter) filterCondition({ work, object, alias: "t" }, read.filter);
    return read;
  });
  if (!definition) return null;
  const isShared = row.shared || row.team_id !== null;
  return {
    id: row.id,
    object: row.object,
    name: row.name,
    kind: row.kind,
    definition: whatIsSeen(work, object, definition),
    owner: { id: row.owner_id, title: row.owner_name },
    shared: row.shared,
    team: row.team_id === null ? null : { id: row.team_id, title: row.team_name ?? "" },
    folder: row.folder,
    position: row.position,
    pinned: row.pinned,
    chosen: row.chosen,
    opens: row.opens,
    version: row.version,
    editable: row.owner_id === work.actor.userId || (isShared && permits(work.actor.rights, "views:share")),
  };
}

function whatIsSeen(
  work: Work,
  object: CatalogueObject,
  { filter, columns, sort, group, scope }: ViewDefinition,
): ViewDefinition {
  const isSeen = (path: string) => attempted(() => resolveFieldPath(work, object, path)) !== undefined;
  const sorted = keysOf(sort).filter((key) => isSeen(fieldOfSort(key)));
  const grouped = keysOf(group).filter((key) => attempted(() => groupOf(work, object, "t", key)));
  return {
    ...(filter ? { filter } : {}),
    ...(columns ? { columns: columns.filter((column) => isSeen(column.field)) } : {}),
    ...(sort ? { sort: sorted.join(",") } : {}),
    ...(grouped.length > 0 ? { group: grouped.join(",") } : {}),
    ...(scope ? { scope } : {}),
  };
}

/** What `look` answers; undefined where it finds what is not there for the actor. */
function attempted<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

function keysOf(list: string | undefined): readonly string[] {
  return (list ?? "").split(",").filter(Boolean);
}

function fieldOfSort(key: string): string {
  return key.replace(/^-/, "");
}
