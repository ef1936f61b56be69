import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { grantOn, permits } from "../contract/index.ts";
import { visibleIds } from "../reading/listing.ts";
import type { Work } from "../work.ts";
import type { SavedView, ViewDefinition, ViewKind } from "./contract.ts";
import { checkDefinition, removedView, usableView, usableViews, viewer } from "./stored-views.ts";

interface NewView {
  readonly object: string;
  readonly name: string;
  readonly kind: ViewKind;
  readonly definition: ViewDefinition;
  readonly shared: boolean;
  /** Id of the team it is shared with. */
  readonly team: string | null;
  readonly folder: string | null;
  readonly position: number;
}

/** The views that the actor may use: all, or those of one object. */
export async function viewsOf(work: Work, object?: string): Promise<{ data: SavedView[] }> {
  return { data: await usableViews(work, object) };
}

/** Saves a view. Throws `not_found` for an object unseen, `not_allowed` without the right to share. */
export async function saveView(work: Work, view: NewView): Promise<SavedView> {
  if (!work.catalogue.objects.has(view.object) || grantOn(work.actor.rights, view.object).read === "none") {
    throw new AppError("not_found", { field: "object" });
  }
  await mayBeSharedWith(work, view);
  checkDefinition(work, view.object, view.definition);
  const { rows } = await sql<{ id: string }>`
    insert into views (object, name, kind, definition, owner_id, shared, team_id, folder, position)
    values (${view.object}, ${view.name}, ${view.kind}, ${JSON.stringify(view.definition)}, ${viewer(work)},
      ${view.shared}, ${view.team}, ${view.folder}, ${view.position})
    returning id`.execute(work.db);
  return usableView(work, rows[0]?.id ?? "");
}

/**
 * Changes a view that the actor may change, with `version` as long as nobody changed it since. Shared with others than
 * before it no longer opens their lists. Throws `not_found`, `not_allowed`, `version_conflict`.
 */
export async function changeView(
  work: Work,
  id: string,
  { version, ...change }: Partial<Omit<NewView, "object">> & { readonly version?: number | undefined },
): Promise<SavedView> {
  const view = await editableView(work, id);
  const audience = audienceOf(view, change);
  const moved = audience.shared !== view.shared || audience.team !== (view.team?.id ?? null);
  if (moved) await mayBeSharedWith(work, audience);
  if (moved && !permits(work.actor.rights, "views:share"))
    throw new AppError("not_allowed", { field: "shared" });
  if (change.definition) checkDefinition(work, view.object, change.definition);
  const { rows } = await sql`
    update views set
      name = ${change.name ?? view.name},
      kind = ${change.kind ?? view.kind},
      definition = ${change.definition ? JSON.stringify(change.definition) : sql`definition`},
      shared = ${audience.shared},
      team_id = ${audience.team}::uuid,
      opens = opens and ${!moved},
      folder = ${change.folder === undefined ? view.folder : change.folder},
      position = ${change.position ?? view.position},
      version = version + 1,
      updated_at = ${work.now}
    where id = ${id} and version = ${version ?? sql`version`}
    returning id`.execute(work.db);
  const current = await usableView(work, id);
  if (rows.length === 0) throw new AppError("version_conflict", { extra: { current } });
  return current;
}

/** Deletes a view that the actor may change; it is kept for a while. Throws `not_found`, `not_allowed`. */
export async function deleteView(work: Work, id: string): Promise<void> {
  await editableView(work, id);
  await sql`update views set removed_at = ${work.now}, version = version + 1 where id = ${id}`.execute(
    work.db,
  );
}

/**
 * Brings back a view that was deleted, as it was; it opens no list again that another opens since. Throws `not_found`,
 * `not_allowed`.
 */
export async function restoreView(work: Work, id: string): Promise<SavedView> {
  const { editable } = await removedView(work, id);
  if (!editable) throw new AppError("not_allowed");
  await sql`update views v set removed_at = null, version = v.version + 1,
      opens = v.opens and not exists (select from views o where o.object = v.object and o.opens
        and o.removed_at is null and o.team_id is not distinct from v.team_id)
    where v.id = ${id}`.execute(work.db);
  return usableView(work, id);
}

/** Puts a view among the actor's favourites; again is the same. */
export async function pinView(work: Work, id: string): Promise<void> {
  await usableView(work, id);
  await sql`insert into view_pins (user_id, view_id) values (${viewer(work)}, ${id}) on conflict do nothing`.execute(
    work.db,
  );
}

/** Takes a view out of the actor's favourites; again is the same. */
export async function unpinView(work: Work, id: string): Promise<void> {
  await sql`delete from view_pins where user_id = ${viewer(work)} and view_id = ${id}`.execute(work.db);
}

type Audience = Pick<NewView, "shared" | "team">;

// With everybody or with one team: saying one takes back the other.
function audienceOf(view: SavedView, change: Partial<Audience>): Audience {
  if (change.shared) return { shared: true, team: null };
  if (change.team) return { shared: false, team: change.team };
  return {
    shared: change.shared ?? view.shared,
    team: change.team === undefined ? (view.team?.id ?? null) : change.team,
  };
}

async function mayBeSharedWith(work: Work, { shared, team }: Audience): Promise<void> {
  if (!shared && team === null) return;
  if (!permits(work.actor.rights, "views:share")) throw new AppError("not_allowed", { field: "shared" });
  if (shared && team !== null) throw new AppError("field_invalid", { field: "team" });
  if (team !== null && (await visibleIds(work, "team", [team])).length === 0)
    throw new AppError("link_not_found", { field: "team" });
}

async function editableView(work: Work, id: string): Promise<SavedView> {
  const view = await usableView(work, id);
  if (!view.editable) throw new AppError("not_allowed");
  return view;
}
