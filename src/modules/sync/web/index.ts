import type { Screen } from "#web/screen.ts";

export const screens: readonly Screen[] = [
  { path: "/settings/calendars", load: () => import("./calendars-screen.tsx") },
];
