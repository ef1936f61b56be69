import { AppError } from "#kernel/error";
import type { Change, Work } from "#records";
import { permits } from "#records/contract";
import { deactivate, reactivate } from "./deactivating.ts";
import { setRoles } from "./giving-roles.ts";

/** Gives users the access and the roles that they had before, as taking and giving them does, by the same permission. */
export async function takeBackAccess(work: Work, users: readonly Change[]): Promise<void> {
  if (!permits(work.actor.rights, "users:manage")) throw new AppError("not_allowed");
  for (const { id, values } of users) {
    if (typeof values["active"] === "boolean") await (values["active"] ? reactivate : deactivate)(work, id);
    if (Array.isArray(values["roles"])) await setRoles(work, id, values["roles"] as readonly string[]);
  }
}
