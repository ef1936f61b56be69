import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconChevronDown,
  IconEyeOff,
  IconPin,
  IconPinnedOff,
  IconSortAscending,
  IconSortDescending,
  IconStack2,
  IconX,
} from "@tabler/icons-react";
import { useT } from "#web/texts.ts";
import { groupKind } from "../grouping/group-key.ts";
import { moveColumn, pinColumn, toggleColumn } from "./columns.ts";
import type { HeadCellProps } from "./head-cell.tsx";
import { sortBy, withoutKey } from "./sort.ts";
import styles from "./table.module.css";

const icon = { size: 15, stroke: 1.5 } as const;

interface HeadMenuProps extends HeadCellProps {
  readonly title: string;
  readonly opened: boolean;
  readonly onOpened: (opened: boolean) => void;
}

/** What can be done with a column: the order of the list by it, alone or after others, groups, its place. */
export function HeadMenu(props: HeadMenuProps) {
  const t = useT();
  const { column, at, onGroup, title, opened, onOpened } = props;
  return (
    <Menu position="bottom-end" opened={opened} onChange={onOpened} returnFocus>
      <Menu.Target>
        <ActionIcon
          className={styles.headMenu}
          size={20}
          tabIndex={-1}
          aria-label={t("records.table.column_menu", { column: title })}
        >
          <IconChevronDown size={13} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <OrderItems {...props} />
        {groupKind(column.definition) && (
          <Menu.Item leftSection={<IconStack2 {...icon} />} onClick={onGroup}>
            {t("records.group.by_this")}
          </Menu.Item>
        )}
        {at > 0 && <PlaceItems {...props} />}
      </Menu.Dropdown>
    </Menu>
  );
}

function OrderItems({ column: { field }, keys, onSort }: HeadMenuProps) {
  const t = useT();
  const sort = (descending: boolean, beside: boolean) => onSort(sortBy(keys, { field, descending }, beside));
  const isSorted = keys.some((key) => key.field === field);
  return (
    <>
      <Menu.Item leftSection={<IconArrowUp {...icon} />} onClick={() => sort(false, false)}>
        {t("records.table.sort_up")}
      </Menu.Item>
      <Menu.Item leftSection={<IconArrowDown {...icon} />} onClick={() => sort(true, false)}>
        {t("records.table.sort_down")}
      </Menu.Item>
      {withoutKey(keys, field).length > 0 && (
        <>
          <Menu.Item leftSection={<IconSortAscending {...icon} />} onClick={() => sort(false, true)}>
            {t("records.order.then_up")}
          </Menu.Item>
          <Menu.Item leftSection={<IconSortDescending {...icon} />} onClick={() => sort(true, true)}>
            {t("records.order.then_down")}
          </Menu.Item>
        </>
      )}
      {isSorted && (
        <Menu.Item leftSection={<IconX {...icon} />} onClick={() => onSort(withoutKey(keys, field))}>
          {t("records.order.remove")}
        </Menu.Item>
      )}
    </>
  );
}

function PlaceItems({ column: { field, pinned }, choices, onColumns }: HeadMenuProps) {
  const t = useT();
  return (
    <>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconArrowLeft {...icon} />}
        onClick={() => onColumns(moveColumn(choices, field, -1))}
      >
        {t("records.table.move_left")}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconArrowRight {...icon} />}
        onClick={() => onColumns(moveColumn(choices, field, 1))}
      >
        {t("records.table.move_right")}
      </Menu.Item>
      <Menu.Item
        leftSection={pinned ? <IconPinnedOff {...icon} /> : <IconPin {...icon} />}
        onClick={() => onColumns(pinColumn(choices, field))}
      >
        {t(pinned ? "records.table.unpin" : "records.table.pin")}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconEyeOff {...icon} />}
        onClick={() => onColumns(toggleColumn(choices, field))}
      >
        {t("records.table.hide")}
      </Menu.Item>
    </>
  );
}
