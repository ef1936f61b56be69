import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams, roleGrants } from "#records/contract";

const roleName = z.string().trim().min(1).max(200);

/** A role as its editor shows it. `key` is set for those that every organisation begins with. */
export const roleDetails = z.strictObject({
  id: z.uuid(),
  key: z.string().nullable(),
  name: z.string(),
  grants: roleGrants,
  version: z.int(),
  /** How many active users have it. */
  users: z.int(),
});
export type RoleDetails = z.infer<typeof roleDetails>;

export const listRoleGrants = defineAction({
  id: "listRoleGrants",
  method: "GET",
  path: "/api/role-grants",
  summary: "All roles with what they grant.",
  permission: "roles:manage",
  output: z.strictObject({ data: z.array(roleDetails) }),
});

export const createRole = defineAction({
  id: "createRole",
  method: "POST",
  path: "/api/role-grants",
  summary: "Makes a role. Nobody makes one that grants more than they have.",
  permission: "roles:manage",
  body: z.strictObject({ name: roleName, grants: roleGrants }),
  output: roleDetails,
  status: 201,
});

export const changeRole = defineAction({
  id: "changeRole",
  method: "PUT",
  path: "/api/role-grants/:id",
  summary: "Changes the name and grants of a role; the administrator's grants stay as they are.",
  permission: "roles:manage",
  params: idParams,
  body: z.strictObject({ name: roleName, grants: roleGrants, version: z.int() }),
  output: roleDetails,
});

export const removeRole = defineAction({
  id: "removeRole",
  method: "DELETE",
  path: "/api/role-grants/:id",
  summary: "Removes a role that nobody has.",
  permission: "roles:manage",
  params: idParams,
  status: 204,
});
