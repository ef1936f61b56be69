import { z } from "zod";

/** How far a right reaches: nobody's, one's own, one's team's (and those one leads), everybody's. */
export const reach = z.enum(["none", "own", "team", "all"]);
export type Reach = z.infer<typeof reach>;

/** What a role grants on one object. */
export const grant = z.strictObject({
  read: reach.default("none"),
  change: reach.default("none"),
  delete: reach.default("none"),
  create: z.boolean().default(false),
  /** Fields hidden or read-only for the role; absent means free. */
  fields: z.record(z.string(), z.enum(["hidden", "read_only"])).optional(),
});
export type Grant = z.infer<typeof grant>;

/** What a role is: grants by object (`*` for every object not named), and capabilities (`*` for all). */
export const roleGrants = z.strictObject({
  objects: z.record(z.string(), grant),
  permissions: z.array(z.string()),
});
export type RoleGrants = z.infer<typeof roleGrants>;

/** The rights of one user: all their roles added up, resolved once. */
export interface Rights {
  readonly objects: Readonly<Record<string, Grant>>;
  readonly permissions: readonly string[];
}

/** The grant on `object`; nothing at all where no role speaks of it. */
export function grantOn(rights: Rights, object: string): Grant {
  return (
    rights.objects[object] ??
    rights.objects["*"] ?? { read: "none", change: "none", delete: "none", create: false }
  );
}

/** Whether the rights hold the capability, such as `deals:close`. */
export function permits(rights: Rights, permission: string): boolean {
  return rights.permissions.includes("*") || rights.permissions.includes(permission);
}

const order: readonly Reach[] = ["none", "own", "team", "all"];

/** Several roles add up: the widest reach, the freest field. */
export function addUp(roles: readonly RoleGrants[]): Rights {
  const names = new Set(roles.flatMap((role) => Object.keys(role.objects)));
  const objects: Record<string, Grant> = {};
  for (const name of names) {
    const grants = roles
      .map((role) => role.objects[name] ?? role.objects["*"])
      .filter((one) => one !== undefined);
    objects[name] = grants.reduce(wider);
  }
  return { objects, permissions: [...new Set(roles.flatMap((role) => role.permissions))] };
}

function wider(left: Grant, right: Grant): Grant {
  const wide = (a: Reach, b: Reach): Reach => order[Math.max(order.indexOf(a), order.indexOf(b))] ?? "none";
  const fields: Record<string, "hidden" | "read_only"> = {};
  for (const [field, limit] of Object.entries(left.fields ?? {})) {
    const other = right.fields?.[field];
    if (other) fields[field] = limit === "hidden" && other === "hidden" ? "hidden" : "read_only";
  }
  return {
    read: wide(left.read, right.read),
    change: wide(left.change, right.change),
    delete: wide(left.delete, right.delete),
    create: left.create || right.create,
    fields,
  };
}
