import type { Screen } from "#web/screen.ts";
import type { SettingsPage } from "#web/settings-page.ts";

export const screens: readonly Screen[] = [
  { path: "/settings/calendars", load: () => import("./calendars-screen.tsx") },
];

export const settings: readonly SettingsPage[] = [
  { key: "calendars", path: "/settings/calendars", group: "mine", order: 20, icon: "calendar" },
];
