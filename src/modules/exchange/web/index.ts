import type { Screen } from "#web/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/imports",
    permission: "imports:run",
    load: () => import("./imports-screen.tsx"),
    nav: { title: "exchange.imports", icon: "database-import", group: "settings", order: 50 },
  },
  { path: "/imports/new", permission: "imports:run", load: () => import("./new-import-screen.tsx") },
  { path: "/imports/$id", permission: "imports:run", load: () => import("./import-screen.tsx") },
];
