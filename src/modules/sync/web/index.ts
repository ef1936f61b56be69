import type { Screen } from "#web/screen.ts";
import type { SettingsPage } from "#web/settings-page.ts";

const screens: readonly Screen[] = [
  { path: "/settings/calendars", load: () => import("./calendars-screen.tsx") },
];

const settings: readonly SettingsPage[] = [
  { key: "calendars", path: "/settings/calendars", group: "mine", order: 20, icon: "calendar" },
];

export const room = { screens, settings };
