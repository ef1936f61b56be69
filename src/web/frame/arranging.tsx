import { ActionIcon, Button, Switch } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { Modal } from "#web/dialog.tsx";
import { ObjectIcon } from "#web/icon.tsx";
import { placeGroups } from "#web/place-group.ts";
import { useT } from "#web/texts.ts";
import { useArrangement } from "./arrangement.ts";
import { arranged, moved } from "./arranging-places.ts";
import styles from "./arranging.module.css";
import { type Place, usePlaces } from "./places.ts";

const arrangeable = placeGroups.filter((group) => group !== "settings");

/** Which places the navigation shows and in which order; kept in the account as soon as it is chosen. */
export function Arranging({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useT();
  return (
    <Modal opened={opened} onClose={onClose} title={t("shell.arrange.title")} size={420}>
      {opened && <Choices />}
    </Modal>
  );
}

function Choices() {
  const t = useT();
  const places = usePlaces();
  const [{ order, hidden }, arrange] = useArrangement();
  const all = arranged(places, order);
  const move = (place: Place, by: 1 | -1) => {
    const group = all.filter((one) => one.group === place.group).map(({ path }) => path);
    const others = all.filter((one) => one.group !== place.group).map(({ path }) => path);
    arrange({ order: [...moved(group, place.path, by), ...others], hidden });
  };
  const show = (place: Place, shown: boolean) =>
    arrange({
      order,
      hidden: shown ? hidden.filter((path) => path !== place.path) : [...hidden, place.path],
    });
  return (
    <>
      <p className={styles.text}>{t("shell.arrange.text")}</p>
      {arrangeable.map((group) => (
        <ul
          key={group}
          className={styles.list}
          aria-label={group === "main" ? undefined : t(`shell.groups.${group}`)}
        >
          {all
            .filter((place) => place.group === group)
            .map((place, index, line) => (
              <Line
                key={place.path}
                place={place}
                shown={!hidden.includes(place.path)}
                onShow={(shown) => show(place, shown)}
                onUp={index > 0 ? () => move(place, -1) : undefined}
                onDown={index < line.length - 1 ? () => move(place, 1) : undefined}
              />
            ))}
        </ul>
      ))}
      <Button
        variant="default"
        disabled={order.length + hidden.length === 0}
        onClick={() => arrange({ order: [], hidden: [] })}
      >
        {t("shell.arrange.reset")}
      </Button>
    </>
  );
}

interface LineProps {
  readonly place: Place;
  readonly shown: boolean;
  readonly onShow: (shown: boolean) => void;
  readonly onUp: (() => void) | undefined;
  readonly onDown: (() => void) | undefined;
}

function Line({ place: { path, icon, title }, shown, onShow, onUp, onDown }: LineProps) {
  const t = useT();
  return (
    <li className={styles.line}>
      <ObjectIcon name={icon} />
      <span className={styles.title}>{title}</span>
      <ActionIcon aria-label={t("shell.arrange.up", { title })} disabled={!onUp} onClick={onUp}>
        <IconArrowUp size={16} stroke={1.5} />
      </ActionIcon>
      <ActionIcon aria-label={t("shell.arrange.down", { title })} disabled={!onDown} onClick={onDown}>
        <IconArrowDown size={16} stroke={1.5} />
      </ActionIcon>
      <Switch
        size="sm"
        aria-label={t("shell.arrange.show", { title })}
        checked={shown}
        // Home stays: it is where the sign at the top leads.
        disabled={path === "/"}
        onChange={(event) => onShow(event.currentTarget.checked)}
      />
    </li>
  );
}
