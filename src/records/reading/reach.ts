import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import type { Work } from "../work.ts";
import { idArray } from "./id-array.ts";

/** The column of the user whose a record is, which is what the reaches "own" and "team" go by. */
export function holderColumn(object: CatalogueObject): string {
  return object.owned ? "owner_id" : (object.holder ?? "created_by");
}

/** The condition under which a row under `alias` is the actor's own, or of one whom "team" reaches. */
export function heldCondition(
  work: Work,
  object: CatalogueObject,
  alias: string,
  reach: "own" | "team",
): RawBuilder<SqlBool> {
  const holder = sql.ref(`${alias}.${holderColumn(object)}`);
  return reach === "own"
    ? sql<SqlBool>`${holder} = ${work.actor.userId}::uuid`
    : sql<SqlBool>`(${holder} is not null and ${holder} = any(${idArray(work.actor.teamUserIds)}::uuid[]))`;
}

/**
 * The condition under which a row was shared with the actor for reading, or for changing; by somebody who is none of
 * `without`. As an array that is made once a query, so that it can be looked up in the index of ids beside that of holders.
 */
export function givenCondition(
  { actor }: Work,
  object: CatalogueObject,
  alias: string,
  { toChange, without = [] }: { readonly toChange: boolean; readonly without?: readonly string[] },
): RawBuilder<SqlBool> {
  const change = toChange ? sql`and s.access = 'change'` : sql``;
  const giver =
    without.length > 0 ? sql`and (s.created_by = any(${idArray(without)}::uuid[])) is not true` : sql``;
  return sql<SqlBool>`${sql.ref(`${alias}.id`)} = any(array(select s.record_id from record_shares s
    where (s.user_id = ${actor.userId}::uuid or s.team_id = any(${actor.teamIds ?? []}::uuid[]))
      and ${object.name} = any(s.objects) ${change} ${giver}))`;
}
