import { addUp, type Grant, grantOfRoles, type Metadata, noGrant, type RoleGrants } from "#records/contract";
import { facesOf, wholeOf } from "./objects-to-grant.ts";

/** What the role grants on an object, by its name or as on everything else. */
export function grantOf(grants: RoleGrants, object: string): Grant {
  return grantOfRoles(grants, object);
}

/**
 * The role with another grant on `object`; null to grant what it grants on everything else. A whole goes by its faces:
 * it grants the most that any of them does, and its faces hold it to their own.
 */
export function withGrant(
  grants: RoleGrants,
  object: string,
  grant: Grant | null,
  objects: Metadata["objects"],
): RoleGrants {
  const { [object]: _, ...others } = grants.objects;
  const changed = { ...grants, objects: grant ? { ...others, [object]: grant } : others };
  const definition = objects[object];
  const whole = definition && wholeOf(definition, objects);
  if (!whole) return changed;
  return {
    ...changed,
    objects: {
      ...changed.objects,
      [whole.name]: mostOf(facesOf(whole, objects).map(({ name }) => grantOf(changed, name))),
    },
  };
}

function mostOf(grants: readonly Grant[]): Grant {
  const { fields: _, ...most } =
    addUp(grants.map((grant) => ({ objects: { one: grant }, permissions: [] }))).objects["one"] ?? noGrant;
  return most;
}

/** The grant with another limit on one of its fields; null to leave it free. */
export function withLimit(grant: Grant, field: string, limit: "hidden" | "read_only" | null): Grant {
  const { [field]: _, ...others } = grant.fields ?? {};
  const fields = limit ? { ...others, [field]: limit } : others;
  const { fields: __, ...rest } = grant;
  return Object.keys(fields).length > 0 ? { ...rest, fields } : rest;
}
