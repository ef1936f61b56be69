import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { permits } from "#records/contract";
import { useMetadata } from "#records/web";
import { ObjectIcon } from "#web/icon.tsx";
import { PageBar } from "#web/page-bar.tsx";
import { ReadOnlyWhileLooking } from "#web/read-only.tsx";
import { useIsLooking, useSession } from "#web/session.ts";
import { type SettingsPage, settingsGroups, useSettingsPages } from "#web/settings-page.ts";
import { useT } from "#web/texts.ts";
import styles from "./settings-screen.module.css";

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
  // There are more entries than fit, on a phone in a row and else in a column: the open one comes into sight.
  useEffect(() => {
    const show = () => {
      const open = nav.current?.querySelector<HTMLElement>("[aria-current]");
      if (!open || !nav.current) return;
      const { clientWidth, clientHeight } = nav.current;
      nav.current.scrollTo({
        left: open.offsetLeft - clientWidth / 3,
        top: open.offsetTop - clientHeight / 2,
      });
    };
    show();
    // Names are narrower or wider once their letters are there.
    void document.fonts.ready.then(show);
  }, []);
  const { objects } = useMetadata();
  const pages = useSettingsPages().filter(
    ({ permission, object }) =>
      (!permission || permits(rights, permission)) &&
      (!object || (objects[object]?.grant.change ?? "none") !== "none"),
  );
  return (
    <>
      <PageBar title={title} actions={looking && !reads ? undefined : actions} />
      <div className={styles.page}>
        <nav ref={nav} className={styles.nav} aria-label={t("settings.title")}>
          {settingsGroups.map((key) => (
            <Entries
              key={key}
              title={t(`settings.groups.${key}`)}
              entries={pages.filter(({ group }) => group === key)}
            />
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

function Entries({ title, entries }: { title: string; entries: readonly SettingsPage[] }) {
  const t = useT();
  if (entries.length === 0) return null;
  return (
    <>
      <div className={styles.group}>{title}</div>
      {entries.toSorted(byOrder).map(({ key, path, icon }) => (
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

const byOrder = (one: SettingsPage, other: SettingsPage) => one.order - other.order;
