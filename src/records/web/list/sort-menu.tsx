import { Popover, Text, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import type { ObjectMetadata } from "#records/contract";
import { IconButton } from "#web/icon-button.tsx";
import { RemoveButton } from "#web/remove-button.tsx";
import { useT } from "#web/texts.ts";
import { useFieldTitle } from "../metadata.ts";
import { readSort, type SortKey, sortBy, withoutKey, writeSort } from "../table/sort.ts";
import styles from "./list.module.css";

const unsorted: ReadonlySet<string> = new Set(["long_text", "links", "choices", "file"]);

interface SortMenuProps {
  readonly object: ObjectMetadata;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
}

/** The order of the list: its keys, the first first, to be turned round or taken out; below them what may come next. */
export function SortMenu({ object, sort, onSort }: SortMenuProps) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const keys = readSort(sort);
  const set = (next: readonly SortKey[]) => onSort(writeSort(next));
  const others = Object.entries(object.fields).filter(
    ([name, field]) => !field.hidden && !unsorted.has(field.type) && !keys.some((key) => key.field === name),
  );
  return (
    <Popover position="bottom-end" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <IconButton label={t("records.list.sort")}>
          <IconArrowsSort size={16} stroke={1.5} />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.order} w={270}>
        {keys.length > 0 && (
          <ol className={styles.orderKeys} aria-label={t("records.order.title")}>
            {keys.map((key, at) => (
              <OrderKey
                key={key.field}
                place={keys.length > 1 ? at + 1 : undefined}
                sortKey={key}
                title={fieldTitle(object.name, key.field)}
                onTurn={() => set(sortBy(keys, { ...key, descending: !key.descending }, true))}
                onRemove={() => set(withoutKey(keys, key.field))}
              />
            ))}
          </ol>
        )}
        <Text size="xs" c="var(--neutral-11)" px={8} py={4}>
          {t(keys.length > 0 ? "records.order.then" : "records.order.by")}
        </Text>
        {others.map(([name]) => (
          <UnstyledButton
            key={name}
            className={styles.orderField}
            onClick={() => set(sortBy(keys, { field: name, descending: false }, true))}
          >
            {fieldTitle(object.name, name)}
          </UnstyledButton>
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}

interface OrderKeyProps {
  readonly sortKey: SortKey;
  readonly title: string;
  /** Where there are several. */
  readonly place: number | undefined;
  readonly onTurn: () => void;
  readonly onRemove: () => void;
}

function OrderKey({ sortKey: { descending }, title, place, onTurn, onRemove }: OrderKeyProps) {
  const t = useT();
  const Icon = descending ? IconArrowDown : IconArrowUp;
  const way = t(descending ? "records.order.down" : "records.order.up");
  return (
    <li className={styles.orderKey}>
      <span className={styles.orderPlace}>{place}</span>
      <span className={styles.orderTitle}>{title}</span>
      <IconButton label={t("records.order.turn", { field: title, way })} size={26} onClick={onTurn}>
        <Icon size={15} stroke={1.5} />
      </IconButton>
      <RemoveButton label={t("records.order.remove_field", { field: title })} onClick={onRemove} />
    </li>
  );
}
