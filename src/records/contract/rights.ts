import { z } from "zod";
import { addUpFields, widest } from "./field-rights.ts";

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
export type Limit = NonNullable<Grant["fields"]>[string];

/**
 * How far a field is free that is limited otherwise: a role that reaches less frees it on what that reaches. `create`: a
 * record that one makes may be given it.
 */
export interface Freed {
  readonly read?: Reach;
  readonly change?: Reach;
  readonly create?: boolean;
}

/** What several roles grant on an object together. */
export interface SummedGrant extends Grant {
  /** Of the fields limited, those that are free on some records. */
  readonly freed?: Readonly<Record<string, Freed>>;
}

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
  readonly objects: Readonly<Record<string, SummedGrant>>;
  readonly permissions: readonly string[];
  /** Objects of which single records were shared with the user, and the most that any of the shares allows. */
  readonly shared?: Readonly<Record<string, Access>>;
  /** By object and field: users whose shares do not give the field, since they may not see (change) it themselves. */
  readonly withheld?: Readonly<Record<string, Readonly<Record<string, Withheld>>>>;
}

export interface Withheld {
  readonly read: readonly string[];
  readonly change: readonly string[];
}

/** How far a user's right reaches in the end; `shared`: no role gives any, but single records were shared. */
export type Reached = Reach | "shared";

export interface Granted extends Omit<SummedGrant, "read" | "change"> {
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

/** What is left of a grant to who only looks: nothing is made, changed or removed. */
export function readingOnly(granted: Granted): Granted {
  return { ...granted, change: "none", delete: "none", create: false, bulk: false };
}

/** What the roles alone grant on `object`, whatever was shared. */
export function grantOfRoles(rights: Pick<Rights, "objects">, object: string): SummedGrant {
  return ownProperty(rights.objects, object) ?? rights.objects["*"] ?? noGrant;
}

function ownProperty<T>(objects: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(objects, name) ? objects[name] : undefined;
}

/** Whether the rights hold the capability, such as `deals:close`. */
export function permits(rights: Pick<Rights, "permissions">, permission: string): boolean {
  return rights.permissions.includes("*") || rights.permissions.includes(permission);
}

/**
 * Several roles add up: on each record to what any of them allows there. A field that a narrower role frees is free on the
 * records which that reaches, and on no others (see decision 0074).
 */
export function addUp(roles: readonly RoleGrants[]): Rights {
  const names = new Set(roles.flatMap((role) => Object.keys(role.objects)));
  const objects: Record<string, SummedGrant> = {};
  for (const name of names) objects[name] = sum(roles.map((role) => grantOfRoles(role, name)));
  return { objects, permissions: [...new Set(roles.flatMap((role) => role.permissions))] };
}

function sum(grants: readonly Grant[]): SummedGrant {
  const [only, ...others] = grants;
  if (only && others.length === 0) return only;
  const added: Grant = {
    read: widest(grants.map((one) => one.read)),
    change: widest(grants.map((one) => one.change)),
    delete: widest(grants.map((one) => one.delete)),
    create: grants.some((one) => one.create),
    export: grants.some((one) => one.export),
    bulk: grants.some((one) => one.bulk),
  };
  return { ...added, ...addUpFields(grants, added) };
}
