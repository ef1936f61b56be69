import type { Locale } from "#kernel/locale";
import type { Actor, Database } from "#records";
import { addUp, fullGrant, type RoleGrants } from "#records/contract";

/** Every right there is. */
export const everyRight: RoleGrants = {
  objects: { "*": fullGrant },
  permissions: ["*"],
};

export interface UserWords {
  readonly name?: string;
  readonly rights?: RoleGrants;
  readonly teamId?: string;
  readonly locale?: Locale;
  readonly timeZone?: string;
  /** Users that "team" reaches besides the user. */
  readonly teamUserIds?: readonly string[];
}

export type TestActor = Actor & { readonly userId: string };

/** A company in Sofia that has set up Rapport; what is not told is filled in. */
export async function buildOrganisation(
  database: Database,
  {
    name = "Vitosha Ltd",
    locale = "en" as Locale,
    country = "BG",
    currency = "EUR",
    timeZone = "Europe/Sofia",
  } = {},
): Promise<void> {
  await database
    .insertInto("organisation")
    .values({ name, locale, country, currency, time_zone: timeZone })
    .execute();
}

/** A user who is there, as an actor; may do everything unless `rights` says less. */
export async function buildUser(database: Database, words: UserWords = {}): Promise<TestActor> {
  const { name = "Maria Ivanova", rights = everyRight, locale = "en", timeZone = "Europe/Sofia" } = words;
  const { id } = await database
    .insertInto("users")
    .values({ name, locale, time_zone: timeZone, team_id: words.teamId ?? null })
    .returning("id")
    .executeTakeFirstOrThrow();
  const role = await database
    .insertInto("roles")
    .values({ name: `Role of ${name}`, grants: JSON.stringify(rights) })
    .returning("id")
    .executeTakeFirstOrThrow();
  await database.insertInto("user_roles").values({ user_id: id, role_id: role.id }).execute();
  return {
    userId: id,
    rights: addUp([rights]),
    teamUserIds: [id, ...(words.teamUserIds ?? [])],
    locale,
    timeZone,
  };
}
