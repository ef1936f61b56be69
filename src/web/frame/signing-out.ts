import { request } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { forgetVisits } from "#web/visited.ts";

/** Ends the session and forgets everything that was read: the whole page begins anew. */
export async function signOut(): Promise<void> {
  try {
    await request("DELETE", "/api/session");
    forgetVisits();
    location.assign("/sign-in");
  } catch (error) {
    notifyProblem(error);
  }
}
