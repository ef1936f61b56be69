import { Select, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { permits } from "#records/contract";
import { useMetadata } from "#records/web";
import { ObjectIcon } from "#web/icon.tsx";
import { matches } from "#web/matching.ts";
import { useSession } from "#web/session.ts";
import { settingsGroups, useSettingsPages } from "#web/settings-page.ts";
import { useT } from "#web/texts.ts";
import styles from "./settings-navigation.module.css";

interface Entry {
  readonly path: string;
  readonly icon: string;
  readonly title: string;
}

interface Group {
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** What can be set: a column to look through or search; on a phone, a choice. */
export function SettingsNavigation() {
  const isPhone = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const groups = useSettingsGroups();
  return isPhone ? <Choice groups={groups} /> : <Column groups={groups} />;
}

/** What the user may set. */
function useSettingsGroups(): readonly Group[] {
  const t = useT();
  const { rights } = useSession();
  const { objects } = useMetadata();
  const pages = useSettingsPages()
    .filter(({ permission }) => !permission || permits(rights, permission))
    .filter(({ object }) => !object || (objects[object]?.grant.change ?? "none") !== "none")
    .toSorted((one, other) => one.order - other.order);
  return settingsGroups.flatMap((key) => {
    const entries = pages
      .filter(({ group }) => group === key)
      .map((page) => ({ path: page.path, icon: page.icon, title: t(`settings.${page.key}.title`) }));
    return entries.length > 0 ? [{ title: t(`settings.groups.${key}`), entries }] : [];
  });
}

function Column({ groups }: { groups: readonly Group[] }) {
  const t = useT();
  const navigate = useNavigate();
  const [words, setWords] = useState("");
  const list = useRef<HTMLDivElement>(null);
  useOpenInSight(list);
  const found = groups
    .map((group) => ({ ...group, entries: group.entries.filter((entry) => fits(group, entry, words)) }))
    .filter(({ entries }) => entries.length > 0);
  const onKeyDown = (event: KeyboardEvent) => {
    const first = found[0]?.entries[0];
    if (event.key === "Escape" && words) setWords("");
    else if (event.key === "Enter" && words && first) void navigate({ to: first.path });
    else if (event.key === "ArrowDown") list.current?.querySelector<HTMLElement>("a")?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <nav className={styles.column} aria-label={t("settings.title")}>
      <TextInput
        type="search"
        className={styles.search}
        size="sm"
        leftSection={<IconSearch size={16} />}
        aria-label={t("settings.search")}
        placeholder={t("settings.search")}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div ref={list} className={styles.list}>
        {found.map(({ title, entries }) => (
          <div key={title} role="group" aria-label={title}>
            <div className={styles.group} aria-hidden>
              {title}
            </div>
            {entries.map((entry) => (
              <EntryLink key={entry.path} {...entry} />
            ))}
          </div>
        ))}
        <div role="status">
          {found.length === 0 && <p className={styles.nothing}>{t("settings.search_nothing", { words })}</p>}
        </div>
      </div>
    </nav>
  );
}

/** There are more entries than fit: the open one comes into sight. */
function useOpenInSight(list: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const open = list.current?.querySelector<HTMLElement>("[aria-current]");
    if (!open || !list.current) return;
    list.current.scrollTo({ top: open.offsetTop - list.current.clientHeight / 2 });
  }, [list]);
}

/** By its own title, or all of a group by that of the group. */
function fits(group: Group, entry: Entry, words: string): boolean {
  return matches(`${entry.title} ${group.title}`, words);
}

function EntryLink({ path, icon, title }: Entry) {
  return (
    <Link to={path} className={styles.link} activeProps={{ "data-active": true, "aria-current": "page" }}>
      <ObjectIcon name={icon} />
      {title}
    </Link>
  );
}

function Choice({ groups }: { groups: readonly Group[] }) {
  const t = useT();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const entries = groups.flatMap((group) => group.entries);
  const open = entries.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
  return (
    <nav className={styles.choice} aria-label={t("settings.title")}>
      <Select
        aria-label={t("settings.search")}
        placeholder={t("settings.search")}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t("settings.search_none")}
        maxDropdownHeight="60dvh"
        leftSection={open && <ObjectIcon name={open.icon} />}
        data={groups.map((group) => ({
          group: group.title,
          items: group.entries.map(({ path, title }) => ({ value: path, label: title })),
        }))}
        value={open?.path ?? null}
        onChange={(path) => {
          if (path) void navigate({ to: path });
        }}
      />
    </nav>
  );
}
