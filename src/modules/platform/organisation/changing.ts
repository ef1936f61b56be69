import type { Organisation } from "../contract/index.ts";
import { platformEvents } from "../contract/index.ts";
import { type Database, note, type Work } from "#records";
import { isLocale } from "#kernel/locale";
import { AppError } from "#kernel/error";

export async function organisationOf(database: Database): Promise<Organisation> {
  const row = await database
    .selectFrom("organisation")
    .select(["name", "locale", "country", "currency", "time_zone"])
    .executeTakeFirst();
  if (!row) throw new AppError("not_found");
  const { time_zone: timeZone, locale, ...rest } = row;
  return { ...rest, locale: isLocale(locale) ? locale : "en", timeZone };
}

/** Changes what is said of the organisation; language and time zone hold for all who have none of their own. */
export async function changeOrganisationTo(work: Work, change: Partial<Organisation>): Promise<Organisation> {
  const { timeZone, ...rest } = change;
  const values = { ...rest, ...(timeZone === undefined ? {} : { time_zone: timeZone }) };
  const before = await organisationOf(work.db);
  if (Object.keys(values).length > 0) await work.db.updateTable("organisation").set(values).execute();
  const changes = Object.entries(change).map(([name, to]) => [
    name,
    { from: before[name as keyof Organisation], to },
  ]);
  await note(work, { kind: "organisation_changed", changes: Object.fromEntries(changes) });
  work.emit({ name: platformEvents.rightsChanged, object: "user", records: [] });
  return organisationOf(work.db);
}
