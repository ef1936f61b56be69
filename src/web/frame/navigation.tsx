import { ActionIcon, Tooltip, UnstyledButton } from "@mantine/core";
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { ObjectIcon } from "#web/icon.tsx";
import { keyText } from "#web/key-text.ts";
import { type PlaceGroup, placeGroups } from "#web/place-group.ts";
import { useT } from "#web/texts.ts";
import { useArrangedPlaces } from "./arrangement.ts";
import { NotificationsButton } from "./notifications-button.tsx";
import type { Place } from "./places.ts";
import { setNavigationFolded } from "./preferences.ts";
import { Logo } from "./logo.tsx";
import styles from "./navigation.module.css";
import { PinnedViews } from "./pinned-views.tsx";
import { useShell } from "./shell.ts";
import { UserMenu } from "./user-menu.tsx";

const headed = placeGroups.filter((group) => group !== "main" && group !== "settings");

/** The left edge: where one can go. Folded it shows icons only, with their names when pointed at. */
export function Navigation({ folded }: { folded: boolean }) {
  const t = useT();
  const places = useArrangedPlaces();
  const of = (group: Place["group"]) => places.filter((place) => place.group === group);
  return (
    <nav className={styles.navigation} aria-label={t("shell.navigation")} data-folded={folded}>
      <div className={styles.head}>
        <Link to="/" className={styles.logo} aria-label={folded ? t("shell.home") : undefined}>
          <Logo />
          {!folded && <span>Rapport</span>}
        </Link>
        {!folded && <FoldButton folded={false} />}
      </div>
      <PaletteButton folded={folded} />
      <div className={styles.places}>
        <PlaceList places={of("main")} folded={folded} />
        {headed.map((group) => (
          <PlaceGroupList key={group} group={group} places={of(group)} folded={folded} />
        ))}
        <PinnedViews folded={folded} />
      </div>
      <PlaceList places={of("settings")} folded={folded} />
      <div className={styles.foot}>
        {folded && <FoldButton folded />}
        <NotificationsButton folded={folded} />
        <UserMenu folded={folded} />
      </div>
    </nav>
  );
}

function PlaceGroupList({
  group,
  places,
  folded,
}: {
  group: PlaceGroup;
  places: readonly Place[];
  folded: boolean;
}) {
  const t = useT();
  if (places.length === 0) return null;
  return (
    <>
      {folded ? (
        <hr className={styles.rule} />
      ) : (
        <h2 className={styles.heading}>{t(`shell.groups.${group}`)}</h2>
      )}
      <PlaceList places={places} folded={folded} />
    </>
  );
}

function PlaceList({ places, folded }: { places: readonly Place[]; folded: boolean }) {
  if (places.length === 0) return null;
  return (
    <ul className={styles.list}>
      {places.map((place) => (
        <li key={place.path}>
          <PlaceLink place={place} folded={folded} />
        </li>
      ))}
    </ul>
  );
}

function PlaceLink({ place, folded }: { place: Place; folded: boolean }) {
  const keys = place.letter ? ` · ${keyText(`g ${place.letter}`)}` : "";
  return (
    <Tooltip label={folded ? place.title + keys : keys.slice(3)} position="right" disabled={!folded && !keys}>
      <Link
        to={place.path}
        className={styles.place}
        activeOptions={{ exact: place.path === "/", includeSearch: false }}
        activeProps={{ "data-active": true, "aria-current": "page" }}
        {...(folded ? { "aria-label": place.title } : {})}
      >
        <ObjectIcon name={place.icon} />
        {!folded && <span className={styles.title}>{place.title}</span>}
        {!folded && place.counter && <place.counter />}
      </Link>
    </Tooltip>
  );
}

function PaletteButton({ folded }: { folded: boolean }) {
  const t = useT();
  const { openPalette } = useShell();
  return (
    <UnstyledButton
      className={styles.search}
      onClick={openPalette}
      aria-label={folded ? t("shell.search.open") : undefined}
    >
      <IconSearch size={16} stroke={1.5} aria-hidden="true" />
      {!folded && (
        <>
          <span className={styles.title}>{t("shell.search.short")}</span>
          <kbd className={styles.keys}>{keyText("mod+k")}</kbd>
        </>
      )}
    </UnstyledButton>
  );
}

function FoldButton({ folded }: { folded: boolean }) {
  const t = useT();
  const label = t(folded ? "shell.unfold" : "shell.fold");
  const Icon = folded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <Tooltip label={`${label} · ${keyText("mod+b")}`} position="right">
      <ActionIcon aria-label={label} onClick={() => setNavigationFolded(!folded)} className={styles.fold}>
        <Icon size={16} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}
