import { UnstyledButton } from "@mantine/core";
import { IconDots, IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Drawer } from "#web/dialog.tsx";
import { ObjectIcon } from "#web/icon.tsx";
import { useT } from "#web/texts.ts";
import { useArrangedPlaces } from "./arrangement.ts";
import styles from "./bottom-bar.module.css";
import type { Place } from "./places.ts";
import { useShell } from "./shell.ts";
import { UserCard } from "./user-menu.tsx";

/** On a phone the places are at the thumb: three, search, and a sheet with all the others. */
export function BottomBar() {
  const t = useT();
  const places = useArrangedPlaces();
  const { openPalette } = useShell();
  const [more, setMore] = useState(false);
  const near = nearPlaces(places);
  return (
    <nav className={styles.bar} aria-label={t("shell.navigation")}>
      {near.slice(0, 2).map((place) => (
        <BarLink key={place.path} place={place} />
      ))}
      <UnstyledButton className={styles.item} onClick={openPalette}>
        <IconSearch size={22} stroke={1.5} aria-hidden="true" />
        <span>{t("shell.search.short")}</span>
      </UnstyledButton>
      {near.slice(2).map((place) => (
        <BarLink key={place.path} place={place} />
      ))}
      <UnstyledButton className={styles.item} onClick={() => setMore(true)} aria-expanded={more}>
        <IconDots size={22} stroke={1.5} aria-hidden="true" />
        <span>{t("shell.more")}</span>
      </UnstyledButton>
      <MoreSheet opened={more} onClose={() => setMore(false)} places={places} />
    </nav>
  );
}

function BarLink({ place }: { place: Place }) {
  return (
    <Link
      to={place.path}
      className={styles.item}
      activeOptions={{ exact: place.path === "/", includeSearch: false }}
      activeProps={{ "data-active": true, "aria-current": "page" }}
    >
      <ObjectIcon name={place.icon} size={22} />
      {place.counter && (
        <span className={styles.counter}>
          <place.counter />
        </span>
      )}
      <span>{place.title}</span>
    </Link>
  );
}

function MoreSheet({
  opened,
  onClose,
  places,
}: {
  opened: boolean;
  onClose: () => void;
  places: readonly Place[];
}) {
  const t = useT();
  const { openNotifications } = useShell();
  const showNotifications = () => {
    onClose();
    openNotifications();
  };
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="bottom"
      size="auto"
      title={t("shell.more")}
      classNames={{ content: styles.sheet ?? "" }}
    >
      <div className={styles.grid}>
        {places.map((place) => (
          <Link key={place.path} to={place.path} className={styles.tile} onClick={onClose}>
            <ObjectIcon name={place.icon} size={20} />
            <span>{place.title}</span>
          </Link>
        ))}
        <UnstyledButton className={styles.tile} onClick={showNotifications}>
          <ObjectIcon name="bell" size={20} />
          <span>{t("shell.notifications")}</span>
        </UnstyledButton>
      </div>
      <UserCard onDone={onClose} />
    </Drawer>
  );
}

/** The three that are wanted most, of those that the user has. */
function nearPlaces(places: readonly Place[]): readonly Place[] {
  const wanted = ["/", "/inbox", "deal", "person", "task"];
  return wanted
    .flatMap((key) => places.find((place) => place.path === key || place.object === key) ?? [])
    .slice(0, 3);
}
