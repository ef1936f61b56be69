import type { Subscription } from "#records";
import { platformEvents } from "../contract/index.ts";

/** Rights that were resolved are thrown away when what they came from has changed. */
export const forgetting: Subscription = {
  name: "platform.forgetting_rights",
  events: [
    "records.*",
    platformEvents.rightsChanged,
    platformEvents.userDeactivated,
    platformEvents.userReactivated,
    platformEvents.organisationSetUp,
  ],
  async hear(runtime, event) {
    if (!["user", "team", "role"].includes(event.object)) return;
    // A manager's reach depends on the teams and reports of others, so one changed user may concern many.
    runtime.forgetActors();
  },
};
