import type { BodyOf, OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { isLocale } from "#kernel/locale";
import { type Edge, update, type Work } from "#records";
import { type changeMe, type getMe, preferencesBytes } from "../contract/index.ts";
import { askIdentity } from "../identity/asking.ts";
import { organisationOf } from "../organisation/changing.ts";

/** Who acts, in which organisation, with which rights; and, at a screen, keeps the session alive. */
export async function me(work: Work, edge: Edge): Promise<OutputOf<typeof getMe>> {
  const id = userIdOf(work);
  const user = await work.db
    .selectFrom("users")
    .leftJoin("auth.user", "auth.user.id", "users.id")
    .select([
      "users.name",
      "users.email",
      "users.locale",
      "users.time_zone",
      "users.preferences",
      "twoFactorEnabled",
    ])
    .where("users.id", "=", id)
    .executeTakeFirstOrThrow();
  if (work.source === "screen") await prolong(edge);
  const { objects, permissions, shared } = work.actor.rights;
  return {
    user: {
      id,
      name: user.name,
      email: user.email ?? "",
      locale: isLocale(user.locale) ? user.locale : null,
      timeZone: work.actor.timeZone,
      ownTimeZone: user.time_zone,
      secondFactor: user.twoFactorEnabled ?? false,
    },
    organisation: await organisationOf(work.db),
    rights: { objects, permissions: [...permissions], ...(shared && { shared }) },
    preferences: user.preferences as Preferences,
    viewing: await viewingOf(work),
    mail: { sends: edge.runtime.settings.smtpUrl !== undefined },
  };
}

// Who looks through these eyes is told so on every screen.
async function viewingOf({ actor: { viewing }, db }: Work): Promise<OutputOf<typeof getMe>["viewing"]> {
  if (!viewing) return null;
  const by = await db.selectFrom("users").select("name").where("id", "=", viewing.by).executeTakeFirst();
  return { by: { id: viewing.by, title: by?.name ?? "" }, until: viewing.until, over: viewing.over };
}

export async function changeProfile(
  work: Work,
  { name, locale, timeZone }: BodyOf<typeof changeMe>,
): Promise<void> {
  const id = userIdOf(work);
  const given = { name, locale, time_zone: timeZone };
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  await update(work, "user", id, values);
}

export type Preferences = OutputOf<typeof getMe>["preferences"];

export async function preferencesOf(work: Work): Promise<Preferences> {
  const row = await work.db
    .selectFrom("users")
    .select("preferences")
    .where("id", "=", userIdOf(work))
    .executeTakeFirstOrThrow();
  return row.preferences as Preferences;
}

/** Keeps one's preferences as a whole. Not part of the record: no history, no version. Throws `too_large`. */
export async function keepPreferences(work: Work, preferences: Preferences): Promise<Preferences> {
  const text = JSON.stringify(preferences);
  if (Buffer.byteLength(text) > preferencesBytes) throw new AppError("too_large");
  await work.db.updateTable("users").set({ preferences: text }).where("id", "=", userIdOf(work)).execute();
  return preferences;
}

export function userIdOf(work: Work): string {
  if (work.actor.userId === null) throw new AppError("not_signed_in");
  return work.actor.userId;
}

// Once a day the browser gets a cookie that lasts longer; whoever stays away loses the session.
async function prolong(edge: Edge): Promise<void> {
  await askIdentity(edge, (api, headers) => api.getSession({ headers, returnHeaders: true }));
}
