import { AppError } from "#kernel/error";
import type { Locale } from "#kernel/locale";
import type { BodyOf } from "#kernel/action";
import { type Database, note, type Work } from "#records";
import { type Organisation, platformEvents, type setUp } from "../contract/index.ts";
import { standardRoles } from "../rights/standard-roles.ts";
import { wordsOf } from "../words.ts";
import { createUser } from "../users/creating.ts";

export async function isSetUp(database: Database): Promise<boolean> {
  return (await database.selectFrom("organisation").select("only_one").executeTakeFirst()) !== undefined;
}

/**
 * Sets the organisation up: its particulars, the standard roles, the owner as administrator. Run as the
 * product itself, for there is nobody yet. Throws `setup_done` for all but the first of those who try at once.
 */
export async function setUpOrganisation(
  work: Work,
  { organisation, owner }: BodyOf<typeof setUp>,
): Promise<{ userId: string }> {
  await keepOrganisation(work, organisation);
  await makeStandardRoles(work, organisation.locale);
  const user = await createUser(work, { ...owner, roles: ["administrator"] });
  await note(work, { kind: "organisation_set_up", actorId: user.id, details: { name: organisation.name } });
  work.emit({
    name: platformEvents.organisationSetUp,
    object: "user",
    records: [user.id],
    payload: { locale: organisation.locale, country: organisation.country, currency: organisation.currency },
  });
  return { userId: user.id };
}

// The one row of the table is the lock: whoever comes second waits for the first and then finds it there.
async function keepOrganisation(work: Work, organisation: Organisation): Promise<void> {
  const kept = await work.db
    .insertInto("organisation")
    .values({
      name: organisation.name,
      locale: organisation.locale,
      country: organisation.country,
      currency: organisation.currency,
      time_zone: organisation.timeZone,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("only_one")
    .executeTakeFirst();
  if (!kept) throw new AppError("setup_done");
}

async function makeStandardRoles(work: Work, locale: Locale): Promise<void> {
  const names = wordsOf(locale).roles;
  const rows = Object.entries(standardRoles).map(([key, grants]) => ({
    key,
    name: names[key as keyof typeof names],
    grants: JSON.stringify(grants),
  }));
  await work.db.insertInto("roles").values(rows).execute();
}
