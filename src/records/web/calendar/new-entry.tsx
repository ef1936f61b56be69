import { ActionIcon, Menu } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { askToCreate } from "../form/asking.ts";
import { useMetadata } from "../metadata.ts";
import styles from "./calendar.module.css";
import { type NamedSource, useCalendar } from "./calendar-context.ts";
import { type Day, instantAt } from "./days.ts";

/** Opens the form of what can stand on a day; with several kinds asks which. */
export function NewEntry({ day }: { readonly day: Day }) {
  const t = useT();
  const format = useFormat();
  const create = useCreateOn();
  const makeable = useMakeable();
  const label = t("calendar.add", { day: format.date(day, "long") });
  const [only] = makeable;
  if (!only) return null;
  const plus = (onClick?: () => void) => (
    <ActionIcon size={20} className={styles.add} aria-label={label} onClick={onClick}>
      <IconPlus size={14} stroke={1.5} />
    </ActionIcon>
  );
  if (makeable.length === 1) return plus(() => create(only, day));
  return (
    <Menu withinPortal>
      <Menu.Target>{plus()}</Menu.Target>
      <Menu.Dropdown>
        {makeable.map((source) => (
          <Menu.Item key={source.key} onClick={() => create(source, day)}>
            {source.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Sources of which the user may make a record; what has happened already is not made in a calendar. */
export function useMakeable(): readonly NamedSource[] {
  const { objects } = useMetadata();
  return useCalendar().sources.filter((source) => {
    const object = objects[source.object];
    return object?.grant.create && !object.closed && !source.fixed;
  });
}

const morning = 9 * 60;

export function useCreateOn(): (source: NamedSource, day: Day, minutes?: number) => void {
  const { objects } = useMetadata();
  const { timeZone } = useCalendar();
  return (source, day, minutes = morning) => {
    const timed = objects[source.object]?.fields[source.field]?.type === "date_time";
    void askToCreate(source.object, {
      ...source.defaults,
      [source.field]: timed ? instantAt(day, minutes, timeZone) : day,
    });
  };
}
