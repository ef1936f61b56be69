import { sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import { holderColumn } from "../reading/reach.ts";
import type { Work } from "../work.ts";

/**
 * Those of `ids` that belong to one of the users or once did: as the row says, in use or in the recycle bin, as the history tells of
 * owners, and as it tells of whose a record was that was deleted for good.
 */
export async function onceHeldBy(
  work: Work,
  object: CatalogueObject,
  ids: readonly string[],
  users: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0 || users.length === 0) return new Set();
  const anyUser = sql`any(${users}::text[])`;
  const told = object.owned
    ? sql`h.changes->'owner'->>'from' = ${anyUser} or h.changes->'owner'->>'to' = ${anyUser} or h.details->>'owner' = ${anyUser}`
    : sql`h.kind = 'created' and h.actor_id::text = ${anyUser}`;
  const { rows } = await sql<{ id: string }>`
    select t.id from ${sql.table(object.table)} as t
      where t.id = any(${ids}::uuid[]) and ${sql.ref(`t.${holderColumn(object)}`)} = any(${users}::uuid[])
    union
    select h.record_id from history h where h.record_id = any(${ids}::uuid[]) and (${told})`.execute(work.db);
  return new Set(rows.map(({ id }) => id));
}
