import { type RawBuilder, type SqlBool, sql } from "kysely";
import { AppError } from "#kernel/error";
import { grantOn, permits } from "../contract/index.ts";
import { resolveFieldPath } from "../reading/field-path.ts";
import { filterCondition } from "../reading/filter-condition.ts";
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
  readonly position: number;
  readonly pinned: boolean;
  readonly is_default: boolean;
}

/** The views that the actor may use: own ones and shared ones, of objects and fields that the actor sees. */
export async function usableViews(work: Work, object?: string): Promise<SavedView[]> {
  const rows = await viewRows(work, object === undefined ? sql`true` : sql`v.object = ${object}`);
  return rows.flatMap((row) => viewFor(work, row) ?? []);
}

/** One of them; throws `not_found` where there is none for the actor. */
export async function usableView(work: Work, id: string): Promise<SavedView> {
  const [row] = await viewRows(work, sql`v.id = ${id}`);
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
    ...sortFields(definition.sort),
    definition.group,
  ];
  for (const path of paths) if (path) resolveFieldPath(work, object, path);
}

async function viewRows(work: Work, condition: RawBuilder<SqlBool>): Promise<readonly ViewRow[]> {
  const user = viewer(work);
  const { rows } = await sql<ViewRow>`
    select v.id, v.object, v.name, v.kind, v.definition, v.owner_id, u.name as owner_name, v.shared, v.position,
      p.view_id is not null as pinned, d.view_id is not null as is_default
    from views v
    join users u on u.id = v.owner_id
    left join view_pins p on p.view_id = v.id and p.user_id = ${user}
    left join view_defaults d on d.view_id = v.id and d.user_id = ${user}
    where (v.owner_id = ${user} or v.shared) and ${condition}
    order by v.object, v.shared desc, v.position, v.name, v.id`.execute(work.db);
  return rows;
}

// A view that filters by what the reader may not see does not exist for them: without that condition it would
// show something else than it says. Columns and order do without what is not there.
function viewFor(work: Work, row: ViewRow): SavedView | null {
  const object = work.catalogue.objects.get(row.object);
  const definition = viewDefinition.safeParse(row.definition);
  if (!object || !definition.success || grantOn(work.actor.rights, row.object).read === "none") return null;
  const { filter, columns, sort, group } = definition.data;
  if (filter && !isUsable(() => filterCondition({ work, object, alias: "t" }, filter))) return null;
  const known = (path: string) => isUsable(() => resolveFieldPath(work, object, path));
  const mine = row.owner_id === work.actor.userId;
  return {
    id: row.id,
    object: row.object,
    name: row.name,
    kind: row.kind,
    definition: {
      ...(filter ? { filter } : {}),
      ...(columns ? { columns: columns.filter((column) => known(column.field)) } : {}),
      ...(sort
        ? {
            sort: sort
              .split(",")
              .filter((key) => known(key.replace(/^-/, "")))
              .join(","),
          }
        : {}),
      ...(group && known(group) ? { group } : {}),
    },
    owner: { id: row.owner_id, title: row.owner_name },
    shared: row.shared,
    position: row.position,
    pinned: row.pinned,
    default: row.is_default,
    editable: mine || (row.shared && permits(work.actor.rights, "views:share")),
  };
}

function isUsable(look: () => unknown): boolean {
  try {
    look();
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

function sortFields(sort: string | undefined): readonly string[] {
  return (sort ?? "")
    .split(",")
    .filter(Boolean)
    .map((key) => key.replace(/^-/, ""));
}
