import { lazy } from "react";
import type { RecordSlots } from "#records/web";
import type { Screen } from "#web/screen.ts";
import type { SettingsPage } from "#web/settings-page.ts";

const ExportDialog = lazy(() => import("./exports/export-dialog.tsx"));

/** In the menu of every list, and beside what can be done with chosen records. */
const recordSlots: RecordSlots = {
  listActs: [
    {
      key: "export",
      title: "exchange.export.act",
      icon: "file-export",
      isOffered: ({ grant }) => grant.export,
      component: ExportDialog,
    },
  ],
};

const screens: readonly Screen[] = [
  {
    path: "/imports",
    permission: "imports:run",
    load: () => import("./imports-screen.tsx"),
    nav: { title: "nav.imports", icon: "database-import", group: "settings", order: 50, letter: "m" },
  },
  { path: "/imports/new", permission: "imports:run", load: () => import("./new-import-screen.tsx") },
  { path: "/imports/$id", permission: "imports:run", load: () => import("./import-screen.tsx") },
  {
    path: "/settings/whole-organisation",
    permission: "organisation:export",
    load: () => import("./organisation/whole-organisation-screen.tsx"),
  },
  { path: "/settings/places", permission: "places:manage", load: () => import("./places/places-screen.tsx") },
  {
    path: "/settings/places/new",
    permission: "places:manage",
    load: () => import("./places/new-place-screen.tsx"),
  },
  {
    path: "/settings/places/$id",
    permission: "places:manage",
    load: () => import("./places/place-screen.tsx"),
  },
  {
    path: "/settings/schedules",
    permission: "schedules:manage",
    load: () => import("./schedules/schedules-screen.tsx"),
  },
  {
    path: "/settings/schedules/new",
    permission: "schedules:manage",
    load: () => import("./schedules/new-schedule-screen.tsx"),
  },
  {
    path: "/settings/schedules/$id",
    permission: "schedules:manage",
    load: () => import("./schedules/schedule-screen.tsx"),
  },
  {
    path: "/settings/webhooks",
    permission: "webhooks:manage",
    load: () => import("./webhooks/webhooks-screen.tsx"),
  },
  {
    path: "/settings/webhooks/new",
    permission: "webhooks:manage",
    load: () => import("./webhooks/new-webhook-screen.tsx"),
  },
  {
    path: "/settings/webhooks/$id",
    permission: "webhooks:manage",
    load: () => import("./webhooks/webhook-screen.tsx"),
  },
  {
    path: "/settings/webhooks/$id/edit",
    permission: "webhooks:manage",
    load: () => import("./webhooks/edit-webhook-screen.tsx"),
  },
];

const settings: readonly SettingsPage[] = [
  { key: "webhooks", path: "/settings/webhooks", group: "connections", order: 20, icon: "webhook" },
  { key: "schedules", path: "/settings/schedules", group: "connections", order: 30, icon: "calendar-time" },
  { key: "places", path: "/settings/places", group: "connections", order: 40, icon: "cloud-share" },
  {
    key: "whole_organisation",
    path: "/settings/whole-organisation",
    group: "connections",
    order: 50,
    icon: "package-export",
  },
];

export const room = { screens, settings, recordSlots };
