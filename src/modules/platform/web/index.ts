import { createElement, lazy } from "react";
import type { RecordSlots } from "#records/web";
import type { Screen } from "#web/screen.ts";
import type { SettingsPage } from "#web/settings-page.ts";

const Drawer = lazy(async () => {
  const { NotificationsDrawer: loaded } = await import("./notifications/notifications-drawer.tsx");
  return { default: loaded };
});

/** What one was told; read when it is opened first, for the shell is there before anybody looks. */
export function NotificationsDrawer(props: { readonly onClose: () => void }) {
  return createElement(Drawer, props);
}

const ShareButton = lazy(() => import("./sharing/share-button.tsx"));
const ExplanationDialog = lazy(() => import("./explaining/explanation-dialog.tsx"));

/** On the page of every record: sharing it, and why somebody sees it. */
const recordSlots: RecordSlots = {
  objects: {
    "*": {
      headActs: [ShareButton],
      menuActs: [
        {
          key: "explain",
          title: "explaining.act",
          icon: "eye",
          permission: "users:manage",
          component: ExplanationDialog,
        },
      ],
    },
  },
};

export { ViewAsBanner } from "./viewing-as/view-as-banner.tsx";
export { useUnreadNotifications } from "./notifications/unread.ts";

/** The frame of all settings, for those that other modules bring. */
export { SettingsScreen } from "./settings/settings-screen.tsx";
export { countryChoices } from "./places-of-the-world.ts";
export { fieldProblem } from "./field-problem.ts";
export { useRoleName } from "./settings/role-names.ts";
export { useRoleChoices } from "./settings/role-titles.ts";
export { Section } from "./settings/section.tsx";

const screens: readonly Screen[] = [
  { path: "/set-up", public: true, load: () => import("./setup/set-up.tsx") },
  { path: "/sign-in", public: true, load: () => import("./door/sign-in.tsx") },
  { path: "/forgotten-password", public: true, load: () => import("./door/forgotten-password.tsx") },
  { path: "/password-reset", public: true, load: () => import("./door/password-reset.tsx") },
  { path: "/invitation", public: true, load: () => import("./door/invitation.tsx") },
  {
    path: "/settings",
    load: () => import("./settings/settings.tsx"),
    nav: { title: "nav.settings", icon: "settings", group: "settings", order: 100, letter: "s" },
  },
  { path: "/settings/profile", load: () => import("./settings/profile.tsx") },
  { path: "/settings/recycle-bin", load: () => import("./recycle-bin/recycle-bin.tsx") },
  { path: "/settings/archive", load: () => import("./settings/archive.tsx") },
  { path: "/settings/audit", permission: "audit:read", load: () => import("./audit/audit.tsx") },
  {
    path: "/settings/organisation",
    permission: "settings:change",
    load: () => import("./settings/organisation.tsx"),
  },
  { path: "/settings/users", permission: "users:manage", load: () => import("./settings/users.tsx") },
  { path: "/settings/teams", permission: "users:manage", load: () => import("./teams/teams.tsx") },
  { path: "/settings/roles", permission: "roles:manage", load: () => import("./roles/roles.tsx") },
  { path: "/settings/roles/$id", permission: "roles:manage", load: () => import("./roles/role.tsx") },
  { path: "/settings/objects", permission: "objects:manage", load: () => import("./objects/objects.tsx") },
  {
    path: "/settings/objects/$name",
    permission: "objects:manage",
    load: () => import("./objects/object.tsx"),
  },
  { path: "/settings/api-keys", permission: "keys:manage", load: () => import("./settings/api-keys.tsx") },
  {
    path: "/settings/failures",
    permission: "settings:change",
    load: () => import("./settings/failures.tsx"),
  },
];

const settings: readonly SettingsPage[] = [
  { key: "profile", path: "/settings/profile", group: "mine", order: 10, icon: "user-circle" },
  { key: "organisation", path: "/settings/organisation", group: "company", order: 10, icon: "building" },
  { key: "users", path: "/settings/users", group: "company", order: 20, icon: "users" },
  { key: "teams", path: "/settings/teams", group: "company", order: 30, icon: "users-group" },
  { key: "roles", path: "/settings/roles", group: "company", order: 40, icon: "shield-lock" },
  { key: "objects", path: "/settings/objects", group: "records", order: 10, icon: "box" },
  { key: "recycle_bin", path: "/settings/recycle-bin", group: "records", order: 30, icon: "trash" },
  { key: "audit", path: "/settings/audit", group: "records", order: 40, icon: "history" },
  { key: "api_keys", path: "/settings/api-keys", group: "connections", order: 10, icon: "key" },
  { key: "failures", path: "/settings/failures", group: "connections", order: 60, icon: "alert-triangle" },
];

/** What the shell takes of this room; the rest of this file is for other rooms' screens. */
export const room = { screens, settings, recordSlots };
