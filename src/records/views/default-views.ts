import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { permits } from "../contract/index.ts";
import type { Work } from "../work.ts";
import { usableView, viewer } from "./stored-views.ts";

/** The list of its object opens in this view for the actor. Throws `not_found`. */
export async function makeDefault(work: Work, id: string): Promise<void> {
  const { object } = await usableView(work, id);
  await sql`
    insert into view_defaults (user_id, object, view_id) values (${viewer(work)}, ${object}, ${id})
    on conflict (user_id, object) do update set view_id = excluded.view_id`.execute(work.db);
}

/** The list of the view's object opens for the actor as it does for everybody again. */
export async function unmakeDefault(work: Work, id: string): Promise<void> {
  await sql`delete from view_defaults where user_id = ${viewer(work)} and view_id = ${id}`.execute(work.db);
}

/**
 * The list of its object opens in this view for all it is shared with who chose no other: everybody, or a team and those
 * below it. Throws `not_found`, `not_allowed`, `view_private`.
 */
export async function makeSharedDefault(work: Work, id: string): Promise<void> {
  const view = await sharedView(work, id);
  if (!view.shared && !view.team) throw new AppError("view_private");
  await sql`update views set opens = false
    where opens and removed_at is null and object = ${view.object} and team_id is not distinct from ${view.team?.id ?? null}::uuid
      and id <> ${id}`.execute(work.db);
  await sql`update views set opens = true, updated_at = ${work.now} where id = ${id}`.execute(work.db);
}

/** It no longer opens the list for those it is shared with. Throws `not_found`, `not_allowed`. */
export async function unmakeSharedDefault(work: Work, id: string): Promise<void> {
  await sharedView(work, id);
  await sql`update views set opens = false, updated_at = ${work.now} where id = ${id}`.execute(work.db);
}

async function sharedView(work: Work, id: string) {
  const view = await usableView(work, id);
  if (!permits(work.actor.rights, "views:share")) throw new AppError("not_allowed");
  return view;
}
