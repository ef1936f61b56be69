import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { beginViewAs, endViewAs } from "../../contract/view-as.ts";

// All that stands in the browser was another's: every tab begins anew.
const channel = new BroadcastChannel("rapport.view_as");

/** From now on every tab shows what the user sees. */
export async function lookAs(userId: string): Promise<void> {
  try {
    await call(beginViewAs, { body: { userId } });
    beginAnew("/");
  } catch (error) {
    notifyProblem(error);
  }
}

/** Every tab shows one's own again. */
export async function lookAsOneself(): Promise<void> {
  try {
    await call(endViewAs);
    beginAnew("/settings/users");
  } catch (error) {
    notifyProblem(error);
  }
}

/** What another tab did is done here, too. */
export function followOtherTabs(): () => void {
  const follow = () => location.assign("/");
  channel.addEventListener("message", follow);
  return () => channel.removeEventListener("message", follow);
}

function beginAnew(path: string): void {
  channel.postMessage("begun");
  location.assign(path);
}
