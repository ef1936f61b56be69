import { Checkbox, Group, Popover, ScrollArea, TextInput } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useState } from "react";
import type { ObjectMetadata } from "#records/contract";
import { IconButton } from "#web/icon-button.tsx";
import { useT } from "#web/texts.ts";
import { useFieldTitle } from "../metadata.ts";
import { type ColumnChoice, moveColumn, toggleColumn } from "./columns.ts";

interface ColumnMenuProps {
  readonly object: ObjectMetadata;
  readonly columns: readonly ColumnChoice[];
  readonly onColumns: (columns: readonly ColumnChoice[]) => void;
}

/** Which columns the table has and in which order. */
export function ColumnMenu({ object, columns, onColumns }: ColumnMenuProps) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const [search, setSearch] = useState("");
  const shown = columns.map((column) => column.field).filter((field) => object.fields[field]);
  const others = Object.entries(object.fields).flatMap(([name, field]) =>
    field.hidden || shown.includes(name) ? [] : [name],
  );
  const typed = search.trim().toLocaleLowerCase();
  const fits = (field: string) => fieldTitle(object.name, field).toLocaleLowerCase().includes(typed);
  return (
    <Popover position="bottom-end" trapFocus withinPortal>
      <Popover.Target>
        <IconButton label={t("records.table.columns")}>
          <IconAdjustmentsHorizontal size={16} stroke={1.5} />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown p="xs" w={280}>
        <TextInput
          data-autofocus
          size="xs"
          mb={8}
          placeholder={t("records.table.columns_find")}
          aria-label={t("records.table.columns_find")}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <ScrollArea.Autosize mah={360}>
          {[...shown, ...others].filter(fits).map((field) => (
            <Group key={field} gap={4} wrap="nowrap" mih={30}>
              <Checkbox
                size="xs"
                style={{ flex: 1, minWidth: 0 }}
                label={fieldTitle(object.name, field)}
                checked={shown.includes(field)}
                disabled={field === object.title}
                onChange={() => onColumns(toggleColumn(columns, field))}
              />
              {shown.includes(field) && field !== object.title && !typed && (
                <>
                  <Step
                    label={t("records.table.move_up", { column: fieldTitle(object.name, field) })}
                    icon={IconArrowUp}
                    run={() => onColumns(moveColumn(columns, field, -1))}
                  />
                  <Step
                    label={t("records.table.move_down", { column: fieldTitle(object.name, field) })}
                    icon={IconArrowDown}
                    run={() => onColumns(moveColumn(columns, field, 1))}
                  />
                </>
              )}
            </Group>
          ))}
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}

function Step({ label, icon: Icon, run }: { label: string; icon: typeof IconArrowUp; run: () => void }) {
  return (
    <IconButton label={label} size={22} onClick={run}>
      <Icon size={14} stroke={1.5} />
    </IconButton>
  );
}
