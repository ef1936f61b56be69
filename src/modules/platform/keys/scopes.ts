import { AppError } from "#kernel/error";
import type { Catalogue } from "#records";
import { fullGrant, type Grant, noGrant, type Rights } from "#records/contract";
import { permissions } from "../contract/permissions.ts";

const everyPermission: ReadonlySet<string> = new Set(permissions);

/** Throws `choice_unknown` for what is no scope: `people:read`, `deals:write`, `*:read`, or a permission. */
export function assertScopes(catalogue: Catalogue, scopes: readonly string[]): void {
  const strange = scopes.find((scope) => !everyPermission.has(scope) && !ofObjects(catalogue, scope));
  if (strange !== undefined)
    throw new AppError("choice_unknown", { field: "scopes", params: { value: strange } });
}

/** What the scopes leave of rights: of each object the widest that is said of it or of all. */
export function rightsOfScopes(catalogue: Catalogue, scopes: readonly string[]): Rights {
  const said = scopes.flatMap((scope) => ofObjects(catalogue, scope) ?? []);
  const grantFor = (object: string): Grant => {
    const verbs = said.filter((one) => one.object === object || one.object === "*").map(({ verb }) => verb);
    if (verbs.includes("write")) return fullGrant;
    return verbs.includes("read") ? reading : noGrant;
  };
  const objects = ["*", ...said.map(({ object }) => object)].map((object) => [object, grantFor(object)]);
  return {
    objects: Object.fromEntries(objects),
    permissions: scopes.filter((scope) => everyPermission.has(scope)),
  };
}

const reading: Grant = { ...noGrant, read: "all", export: true };

// An object that was removed leaves nothing.
function ofObjects(catalogue: Catalogue, scope: string): { object: string; verb: string } | undefined {
  const [, plural = "", verb = ""] = /^(\*|[\w-]+):(read|write)$/.exec(scope) ?? [];
  const object = plural === "*" ? "*" : catalogue.byPlural(plural)?.name;
  return object === undefined || verb === "" ? undefined : { object, verb };
}
