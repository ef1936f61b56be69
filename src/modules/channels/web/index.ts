import type { RecordSlots } from "#records/web";
import type { Screen } from "#web/screen.ts";
import type { SettingsPage } from "#web/settings-page.ts";

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

export const room = { screens, settings, recordSlots };
