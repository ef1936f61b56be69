import { z } from "zod";

/** How far a role's right reaches: nobody's, one's own, one's team's (and those one leads), everybody's. */
export const reach = z.enum(["none", "own", "team", "all"]);
export type Reach = z.infer<typeof reach>;

/** What a role grants on one object. */
export const grant = z.strictObject({
  read: reach.default("none"),
  change: reach.default("none"),
  delete: reach.default("none"),
  create: z.boolean().default(false),
  /** Take lists of it out of the house: exports of any form. */
  export: z.boolean().default(false),
  /** Change or archive many at once, as far as `change` and `delete` reach. */
  bulk: z.boolean().default(false),
  /** Fields hidden or read-only for the role; absent means free. */
  fields: z.record(z.string(), z.enum(["hidden", "read_only"])).optional(),
});
export type Grant = z.infer<typeof grant>;

/** What a role grants on an object that it does not speak of. */
export const noGrant: Grant = {
  read: "none",
  change: "none",
  delete: "none",
  create: false,
  export: false,
  bulk: false,
};

/** Everything there is to grant on an object. */
export const fullGrant: Grant = {
  read: "all",
  change: "all",
  delete: "all",
  create: true,
  export: true,
  bulk: true,
};

/** What a role is: grants by object (`*` for every object not named), and capabilities (`*` for all). */
export const roleGrants = z.strictObject({
  objects: z.record(z.string(), grant),
  permissions: z.array(z.string()),
});
export type RoleGrants = z.infer<typeof roleGrants>;

/** What a share of one record lets its receiver do. */
export const access = z.enum(["read", "change"]);
export type Access = z.infer<typeof access>;

/** The rights of one user: all their roles added up and what was shared with them, resolved once. */
export interface Rights {
  readonly objects: Readonly<Record<string, Grant>>;
  readonly permissions: readonly string[];
  /** Objects of which single records were shared with the user, and the most that any of the shares allows. */
  readonly shared?: Readonly<Record<string, Access>>;
}

/** How far a user's right reaches in the end; `shared`: no role gives any, but single records were shared. */
export type Reached = Reach | "shared";

export interface Granted extends Omit<Grant, "read" | "change"> {
  readonly read: Reached;
  readonly change: Reached;
}

/** What the user may do on `object`; nothing at all where no role speaks of it and nothing of it was shared. */
export function grantOn(rights: Rights, object: string): Granted {
  const granted = grantOfRoles(rights, object);
  const shared = rights.shared && Object.hasOwn(rights.shared, object) ? rights.shared[object] : undefined;
  if (!shared) return granted;
  return {
    ...granted,
    read: granted.read === "none" ? "shared" : granted.read,
    change: granted.change === "none" && shared === "change" ? "shared" : granted.change,
  };
}

/** What the roles alone grant on `object`, whatever was shared. */
export function grantOfRoles(rights: Pick<Rights, "objects">, object: string): Grant {
  return ownProperty(rights.objects, object) ?? rights.objects["*"] ?? noGrant;
}

function ownProperty(objects: Readonly<Record<string, Grant>>, name: string): Grant | undefined {
  return Object.hasOwn(objects, name) ? objects[name] : undefined;
}

/** Whether the rights hold the capability, such as `deals:close`. */
export function permits(rights: Pick<Rights, "permissions">, permission: string): boolean {
  return rights.permissions.includes("*") || rights.permissions.includes(permission);
}

const order: readonly Reach[] = ["none", "own", "team", "all"];

/** Whether `reach` goes no further than `bound`. */
export function isReachWithin(one: Reach, bound: Reach): boolean {
  return order.indexOf(one) <= order.indexOf(bound);
}

/**
 * Several roles add up: the widest reach, and a field as free as the roles make it that reach that far. What a role
 * frees within its own narrower reach is not freed beyond it (see decision 0074).
 */
export function addUp(roles: readonly RoleGrants[]): Rights {
  const names = new Set(roles.flatMap((role) => Object.keys(role.objects)));
  const objects: Record<string, Grant> = {};
  for (const name of names) objects[name] = sum(roles.map((role) => grantOfRoles(role, name)));
  return { objects, permissions: [...new Set(roles.flatMap((role) => role.permissions))] };
}

function sum(grants: readonly Grant[]): Grant {
  const [only, ...others] = grants;
  if (only && others.length === 0) return only;
  const widest = (verb: "read" | "change" | "delete"): Reach =>
    order[Math.max(...grants.map((one) => order.indexOf(one[verb])))] ?? "none";
  const added: Grant = {
    read: widest("read"),
    change: widest("change"),
    delete: widest("delete"),
    create: grants.some((one) => one.create),
    export: grants.some((one) => one.export),
    bulk: grants.some((one) => one.bulk),
  };
  const fields = limitsOf(grants, added);
  return Object.keys(fields).length > 0 ? { ...added, fields } : added;
}

type Limit = "hidden" | "read_only";

function limitsOf(grants: readonly Grant[], added: Grant): Record<string, Limit> {
  const readers = grants.filter((one) => one.read === added.read);
  // Whoever writes may do so by changing or by making: a field is free where it is so in either way.
  const writers = [
    added.change === "none" ? [] : grants.filter((one) => one.change === added.change),
    grants.filter((one) => one.create),
  ].filter((some) => some.length > 0);
  const limits: Record<string, Limit> = {};
  for (const field of new Set(grants.flatMap((one) => Object.keys(one.fields ?? {})))) {
    const isFree = (one: Grant) => one.fields?.[field] === undefined;
    if (readers.every((one) => one.fields?.[field] === "hidden")) limits[field] = "hidden";
    else if (!(writers.length > 0 ? writers.every((some) => some.some(isFree)) : readers.some(isFree)))
      limits[field] = "read_only";
  }
  return limits;
}
