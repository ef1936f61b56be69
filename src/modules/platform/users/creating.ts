import { AppError } from "#kernel/error";
import type { Locale } from "#kernel/locale";
import { create, type Work } from "#records";
import { giveLogin } from "../identity/login.ts";
import { assertMayGive } from "../rights/standing.ts";

export interface NewUser {
  readonly name: string;
  /** Without one the user is known by name only and cannot sign in. */
  readonly email?: string | null;
  /** Given at once by the command line and the set-up; others are invited and choose their own. */
  readonly password?: string;
  /** Roles by id, or standard ones by key: `administrator`. */
  readonly roles?: readonly string[];
  readonly teamId?: string | null;
  readonly locale?: Locale | null;
}

/** Makes a user. Throws `value_taken` for an address that is known, `rights_exceeded` for roles above one's own. */
export async function createUser(work: Work, user: NewUser): Promise<{ readonly id: string }> {
  const roleIds = await roleIdsOf(work, user.roles ?? []);
  await assertMayGive(work, roleIds);
  const made = await create(
    work,
    "user",
    {
      name: user.name,
      email: user.email ?? null,
      team: user.teamId ?? null,
      locale: user.locale ?? null,
      roles: roleIds,
      active: true,
    },
    { governed: true },
  );
  if (user.password !== undefined) {
    if (!user.email) throw new AppError("field_required", { field: "email" });
    await giveLogin(work, {
      userId: made.id,
      name: user.name,
      email: user.email.toLowerCase(),
      password: user.password,
    });
  }
  return { id: made.id };
}

/** Ids of roles named by id or by standard key. Throws `link_not_found`. */
export async function roleIdsOf(work: Work, roles: readonly string[]): Promise<readonly string[]> {
  const known = await work.db
    .selectFrom("roles")
    .select(["id", "key"])
    .where("archived_at", "is", null)
    .execute();
  return roles.map((role) => {
    const found = known.find((one) => one.id === role || one.key === role);
    if (!found) throw new AppError("link_not_found", { field: "roles" });
    return found.id;
  });
}
