import { createApiKey, createUser } from "#platform";
import type { RoleGrants } from "#records/contract";
import type { FrontDoor } from "./front-door.ts";

export interface Somebody {
  readonly id: string;
  /** What they show at the door: a key of theirs with all their rights, or the cookie of their session. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A user who has just these rights, and comes in by a key of their own. */
export async function somebody(
  house: FrontDoor,
  name: string,
  rights: RoleGrants,
  { teamId = null }: { readonly teamId?: string | null } = {},
): Promise<Somebody> {
  const { database } = house.runtime;
  const role = await roleOf(house, name, rights);
  const user = await database
    .insertInto("users")
    .values({ name, team_id: teamId })
    .returning("id")
    .executeTakeFirstOrThrow();
  await database.insertInto("user_roles").values({ user_id: user.id, role_id: role }).execute();
  const actor = await house.runtime.actorOf(user.id);
  if (!actor) throw new Error(`${name} is not there`);
  const made = await house.runtime.run(actor, "api", (work) => createApiKey(work, { name, role }));
  return { id: user.id, headers: { authorization: `Bearer ${made.key}` } };
}

/** The same, signed in at a screen. */
export async function somebodySignedIn(
  house: FrontDoor,
  name: string,
  rights: RoleGrants,
): Promise<Somebody> {
  const role = await roleOf(house, name, rights);
  const [email, password] = [`${role}@example.com`, "a long and quiet river"];
  const { id } = await house.runtime.runAsSystem((work) =>
    createUser(work, { name, email, password, roles: [role] }),
  );
  const answer = await house.ask({
    method: "POST",
    url: "/api/session",
    payload: { email, password },
    // From an address of their own: walks sign in wrongly so often that theirs has to wait a minute.
    remoteAddress: "192.0.2.1",
  });
  const cookie = answer.cookies.map((one) => `${one.name}=${one.value}`).join("; ");
  return { id, headers: { cookie } };
}

async function roleOf(house: FrontDoor, name: string, rights: RoleGrants): Promise<string> {
  const role = await house.runtime.database
    .insertInto("roles")
    .values({ name, grants: JSON.stringify(rights) })
    .returning("id")
    .executeTakeFirstOrThrow();
  return role.id;
}
