import { useSuspenseQuery } from "@tanstack/react-query";
import { request } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { isLooking, type Session } from "#web/session.ts";
import { queryClient, sessionQuery } from "../queries.ts";

/** What the account keeps under `key`, the same on every device; undefined where nothing was chosen. */
export function useAccountPreference(key: string): unknown {
  return useSuspenseQuery(sessionQuery).data.preferences[key];
}

/** Shows the choice at once, then keeps it, unless one only looks through the eyes of the user. Read anew before: another device may have kept something since. */
export async function keepInAccount(key: string, value: unknown): Promise<void> {
  const session = queryClient.getQueryData<Session>(sessionQuery.queryKey);
  if (!session) return;
  showKept({ ...session.preferences, [key]: value });
  if (isLooking(session)) return;
  keeping = keeping
    .then(() => keep(key, value))
    .catch((error) => {
      showKept(session.preferences);
      notifyProblem(error);
    });
  await keeping;
}

// One after the other: of two choices made quickly the second would be put upon what was read before the first.
let keeping: Promise<void> = Promise.resolve();

async function keep(key: string, value: unknown): Promise<void> {
  const kept = await request<Session["preferences"]>("GET", "/api/me/preferences");
  await request("PUT", "/api/me/preferences", { body: { ...kept, [key]: value } });
}

function showKept(preferences: Session["preferences"]): void {
  queryClient.setQueryData<Session>(
    sessionQuery.queryKey,
    (session) => session && { ...session, preferences },
  );
}
