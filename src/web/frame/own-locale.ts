import type { Locale } from "#kernel/locale";
import { request } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { isLooking, type Session } from "#web/session.ts";
import { queryClient, sessionQuery } from "../queries.ts";

/** The account keeps the language, so that it is the same on the next device and in mail. */
export async function keepOwnLocale(locale: Locale): Promise<void> {
  const session = queryClient.getQueryData<Session>(sessionQuery.queryKey);
  if (!session || session.user.locale === locale) return;
  queryClient.setQueryData<Session>(sessionQuery.queryKey, { ...session, user: { ...session.user, locale } });
  if (isLooking(session)) return;
  try {
    await request("PATCH", "/api/me", { body: { locale } });
  } catch (error) {
    notifyProblem(error);
  }
}
