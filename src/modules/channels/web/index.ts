import type { RecordSlots } from "#records/web";
import { onDemand } from "#web/on-demand.ts";
import type { Screen } from "#web/screen.ts";
import type { SettingsPage } from "#web/settings-page.ts";

const CurrentCalls = onDemand(() =>
  import("./telephone/current-calls.tsx").then((file) => file.CurrentCalls),
);

const screens: readonly Screen[] = [
  {
    path: "/settings/mailboxes",
    permission: "conversations:answer",
    load: () => import("./mailboxes/mailboxes-screen.tsx"),
  },
];

const settings: readonly SettingsPage[] = [
  { key: "mailboxes", path: "/settings/mailboxes", group: "connections", order: 5, icon: "mail" },
];

const recordSlots: RecordSlots = { objects: {} };

const overlays = [{ key: "calls", component: CurrentCalls }];

export const room = { screens, settings, recordSlots, overlays };
