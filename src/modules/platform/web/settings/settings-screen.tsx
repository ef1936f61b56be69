import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { permits } from "#records/contract";
import { useMetadata } from "#records/web";
import { ObjectIcon } from "#web/icon.tsx";
import { PageBar } from "#web/page-bar.tsx";
import { ReadOnlyWhileLooking } from "#web/read-only.tsx";
import { useIsLooking, useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import styles from "./settings-screen.module.css";

interface Entry {
  readonly key: string;
  readonly path: string;
  readonly icon: string;
  readonly permission?: string;
  /** For who may change records of this kind. */
  readonly object?: string;
}

interface Group {
  /** Its title stands under `settings.groups.<key>`. */
  readonly key: string;
  readonly entries: readonly Entry[];
}

const groups: readonly Group[] = [
  {
    key: "mine",
    entries: [
      { key: "profile", path: "/settings/profile", icon: "user-circle" },
      { key: "calendars", path: "/settings/calendars", icon: "calendar" },
    ],
  },
  {
    key: "company",
    entries: [
      {
        key: "organisation",
        path: "/settings/organisation",
        icon: "building",
        permission: "settings:change",
      },
      { key: "users", path: "/settings/users", icon: "users", permission: "users:manage" },
      { key: "teams", path: "/settings/teams", icon: "users-group", permission: "users:manage" },
      { key: "roles", path: "/settings/roles", icon: "shield-lock", permission: "roles:manage" },
    ],
  },
  {
    key: "records",
    entries: [
      { key: "objects", path: "/settings/objects", icon: "box", permission: "objects:manage" },
      { key: "duplicates", path: "/settings/duplicates", icon: "copy", permission: "settings:change" },
      { key: "recycle_bin", path: "/settings/recycle-bin", icon: "trash" },
      { key: "audit", path: "/settings/audit", icon: "history", permission: "audit:read" },
    ],
  },
  {
    key: "selling",
    entries: [
      { key: "seller", path: "/settings/seller", icon: "building-store", permission: "settings:change" },
      { key: "taxes", path: "/settings/taxes", icon: "percentage", object: "tax_rate" },
      { key: "price_lists", path: "/price-lists", icon: "receipt", object: "price_list" },
      { key: "exchange_rates", path: "/currency-rates", icon: "coin", object: "currency_rate" },
      { key: "discounts", path: "/settings/discounts", icon: "gift", permission: "settings:change" },
      { key: "warehouses", path: "/warehouses", icon: "building-warehouse", object: "warehouse" },
      { key: "leads", path: "/settings/leads", icon: "target-arrow", permission: "settings:change" },
      { key: "pipelines", path: "/settings/pipelines", icon: "git-branch", permission: "settings:change" },
      {
        key: "documents",
        path: "/settings/documents",
        icon: "file-text",
        permission: "settings:change",
      },
      { key: "numbering", path: "/settings/numbering", icon: "hash", permission: "settings:change" },
    ],
  },
  {
    key: "connections",
    entries: [
      { key: "api_keys", path: "/settings/api-keys", icon: "key", permission: "keys:manage" },
      { key: "webhooks", path: "/settings/webhooks", icon: "webhook", permission: "webhooks:manage" },
      {
        key: "schedules",
        path: "/settings/schedules",
        icon: "calendar-time",
        permission: "schedules:manage",
      },
      { key: "places", path: "/settings/places", icon: "cloud-share", permission: "places:manage" },
      {
        key: "whole_organisation",
        path: "/settings/whole-organisation",
        icon: "package-export",
        permission: "organisation:export",
      },
      { key: "failures", path: "/settings/failures", icon: "alert-triangle", permission: "settings:change" },
    ],
  },
];

interface SettingsScreenProps {
  /** Key of the entry, whose texts stand under `settings.<key>`. */
  readonly title: string;
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  /** What only reads, or tells itself what changes something: it works while one looks as another user, too. */
  readonly reads?: boolean;
  readonly children: ReactNode;
}

/** The frame of all settings: what can be set on the left, one of them on the right. */
export function SettingsScreen({
  title,
  actions,
  wide = false,
  reads = false,
  children,
}: SettingsScreenProps) {
  const t = useT();
  const { rights } = useSession();
  const looking = useIsLooking();
  const nav = useRef<HTMLElement>(null);
  // On a phone the entries stand in a row that is wider than the screen: the open one comes into sight.
  useEffect(() => {
    const open = nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (open) nav.current?.scrollTo({ left: open.offsetLeft - nav.current.clientWidth / 3 });
  }, []);
  const { objects } = useMetadata();
  const isAllowed = ({ permission, object }: Entry): boolean =>
    (!permission || permits(rights, permission)) &&
    (!object || (objects[object]?.grant.change ?? "none") !== "none");
  return (
    <>
      <PageBar title={title} actions={looking && !reads ? undefined : actions} />
      <div className={styles.page}>
        <nav ref={nav} className={styles.nav} aria-label={t("settings.title")}>
          {groups.map(({ key, entries }) => (
            <Entries key={key} title={t(`settings.groups.${key}`)} entries={entries.filter(isAllowed)} />
          ))}
        </nav>
        <div className={styles.content}>
          <div className={styles.column} data-wide={wide}>
            {reads ? children : <ReadOnlyWhileLooking>{children}</ReadOnlyWhileLooking>}
          </div>
        </div>
      </div>
    </>
  );
}

function Entries({ title, entries }: { title: string; entries: readonly Entry[] }) {
  const t = useT();
  if (entries.length === 0) return null;
  return (
    <>
      <div className={styles.group}>{title}</div>
      {entries.map(({ key, path, icon }) => (
        <Link
          key={key}
          to={path}
          className={styles.link}
          activeProps={{ "data-active": true, "aria-current": "page" }}
        >
          <ObjectIcon name={icon} />
          {t(`settings.${key}.title`)}
        </Link>
      ))}
    </>
  );
}
