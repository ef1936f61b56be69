import { type RoleGrants, roleGrants } from "#records/contract";

/** The grants of a role as they are kept. Throws when the row was written by something else than us. */
export function grantsOf(kept: unknown): RoleGrants {
  return roleGrants.parse(kept);
}
