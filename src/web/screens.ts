import type { RecordPlace } from "#web/place-group.ts";
import type { Screen } from "#web/screen.ts";
import type { SettingsEntry } from "#web/settings-page.ts";
import { modules } from "./modules.ts";

/** Every screen there is: those of the shell, which show any object, and those of the modules. */
export const screens: readonly Screen[] = [
  { path: "/", load: () => import("./home/home.tsx") },
  { path: "/$plural", load: () => import("./screens/records.tsx") },
  { path: "/$plural/$id", load: () => import("./screens/record.tsx") },
  // What nothing else answers to still stands in the frame.
  { path: "/$", load: () => import("./screens/nowhere.tsx") },
  ...modules.flatMap((one) => one.screens ?? []),
];

/** What can be set, each for who may open its screen. */
export const settingsPages: readonly SettingsEntry[] = modules.flatMap(({ settings = [] }) =>
  settings.map((page) => ({
    ...page,
    permission: screens.find(({ path }) => path === page.path)?.permission,
  })),
);

/** The lists of records that stand in the navigation. */
export const recordPlaces: readonly RecordPlace[] = modules.flatMap((one) => one.places ?? []);
