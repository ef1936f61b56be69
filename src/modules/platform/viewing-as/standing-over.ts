import { AppError } from "#kernel/error";
import type { Actor } from "#records";
import { grantOfRoles, grantOn, permits, type Rights } from "#records/contract";
import { isWithin } from "../rights/comparing.ts";

/** Throws `not_allowed` without the permission, `rights_exceeded` where the other may what the actor may not. */
export function assertMayViewAs(actor: Actor, viewed: Actor): void {
  if (!permits(actor.rights, "users:view_as")) throw new AppError("not_allowed");
  if (!isViewable(actor, viewed)) throw new AppError("rights_exceeded");
}

/** Whether the actor holds all that the other may do, and sees every record of all that the other sees anything of. */
export function isViewable(actor: Actor, viewed: Actor): boolean {
  return (
    permits(actor.rights, "users:view_as") &&
    isWithin(viewed.rights, actor.rights) &&
    namesIn(viewed.rights, actor.rights).every(
      (name) =>
        grantOn(viewed.rights, name).read === "none" || grantOfRoles(actor.rights, name).read === "all",
    )
  );
}

// The other's own records are not the actor's own: only who sees all sees those.
function namesIn(...both: readonly Rights[]): readonly string[] {
  return [
    "*",
    ...both.flatMap((rights) => [...Object.keys(rights.objects), ...Object.keys(rights.shared ?? {})]),
  ];
}
