import { sql } from "kysely";
import type { Database } from "#records";
import { addUp, grantOfRoles, type RoleGrants, type Rights, type Withheld } from "#records/contract";
import { grantsOf } from "./grants.ts";

type WithheldFields = NonNullable<Rights["withheld"]>;

/**
 * What shares do not give to a user: fields that those who shared may not see (change) themselves, as their roles are
 * now. What they see on some records only is not given either. Undefined where nothing is withheld.
 */
export async function withheldFrom(
  database: Database,
  userId: string,
  teamIds: readonly string[],
): Promise<WithheldFields | undefined> {
  const { rows } = await sql<{ giver: string; objects: string[]; grants: unknown[] }>`
    select given.giver, array_agg(distinct given.object) as objects,
      (select coalesce(jsonb_agg(r.grants), '[]') from user_roles ur join roles r on r.id = ur.role_id
        where ur.user_id = given.giver and r.archived_at is null) as grants
    from (select s.created_by as giver, unnest(s.objects) as object from record_shares s
      where (s.user_id = ${userId}::uuid or s.team_id = any(${teamIds}::uuid[]))
        and s.created_by <> ${userId}::uuid) as given
    group by given.giver`.execute(database);
  const withheld: Record<string, Record<string, Withheld>> = {};
  for (const { giver, objects, grants } of rows) {
    const rights = addUp(grants.map((one): RoleGrants => grantsOf(one)));
    for (const object of objects)
      for (const [field, limit] of Object.entries(grantOfRoles(rights, object).fields ?? {})) {
        const { read, change } = withheld[object]?.[field] ?? { read: [], change: [] };
        const now = { read: limit === "hidden" ? [...read, giver] : read, change: [...change, giver] };
        withheld[object] = { ...withheld[object], [field]: now };
      }
  }
  return Object.keys(withheld).length > 0 ? withheld : undefined;
}
