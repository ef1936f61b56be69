import { Menu } from "@mantine/core";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import type { ObjectMetadata } from "#records/contract";
import { IconButton } from "#web/icon-button.tsx";
import { useT } from "#web/texts.ts";
import { useFieldTitle } from "../metadata.ts";
import { clickSort, readSort, writeSort } from "../table/sort.ts";

const unsorted: ReadonlySet<string> = new Set(["long_text", "links", "choices", "file"]);

/** The order of the list: each pick goes up, down, off; with Shift beside the others. */
export function SortMenu({
  object,
  sort,
  onSort,
}: {
  object: ObjectMetadata;
  sort: string;
  onSort: (sort: string) => void;
}) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const keys = readSort(sort);
  const fields = Object.entries(object.fields).filter(
    ([, field]) => !field.hidden && !unsorted.has(field.type),
  );
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <IconButton label={t("records.list.sort")}>
          <IconArrowsSort size={16} stroke={1.5} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: "auto" }}>
        <Menu.Label>{t("records.list.sort_hint")}</Menu.Label>
        {fields.map(([name]) => {
          const key = keys.find((one) => one.field === name);
          const Icon = key?.descending ? IconArrowDown : IconArrowUp;
          return (
            <Menu.Item
              key={name}
              leftSection={
                <Icon
                  size={14}
                  stroke={1.5}
                  style={{ visibility: key ? "visible" : "hidden" }}
                  aria-hidden="true"
                />
              }
              aria-label={
                key
                  ? `${fieldTitle(object.name, name)}, ${t(key.descending ? "records.table.sort_down" : "records.table.sort_up")}`
                  : undefined
              }
              onClick={(event) => onSort(writeSort(clickSort(keys, name, event.shiftKey)))}
            >
              {fieldTitle(object.name, name)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
