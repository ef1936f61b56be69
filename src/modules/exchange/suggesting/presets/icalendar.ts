import { externalId } from "../../contract/targets.ts";
import type { Preset } from "./preset.ts";

/** Events and things to do, as they become rows in `reading/icalendar`. */
export const icalendar: Preset = {
  system: "icalendar",
  title: "iCalendar",
  files: [
    {
      entity: "entries",
      object: "task",
      signature: ["Subject", "Kind", "Due", "UID"],
      key: null,
      columns: {
        Subject: "subject",
        Kind: "kind",
        Due: "due_at",
        Ends: "ends_at",
        Completed: "done_at",
        Priority: "priority",
        Contact: { to: "party", others: "empty" },
        Owner: { to: "owner", others: "empty" },
        Description: "description",
        Location: "description",
        Repeats: "description",
        Attendees: "description",
        Labels: "description",
        UID: externalId,
      },
    },
  ],
};
