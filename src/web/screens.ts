import type { RecordPlace } from "#web/place-group.ts";
import type { Screen } from "#web/screen.ts";
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

/** The lists of records that stand in the navigation. */
export const recordPlaces: readonly RecordPlace[] = modules.flatMap((one) => one.places ?? []);
