import { NativeSelect, Popover, Stack } from "@mantine/core";
import { IconStack2 } from "@tabler/icons-react";
import { useState } from "react";
import type { ObjectMetadata } from "#records/contract";
import { IconButton } from "#web/icon-button.tsx";
import { useT } from "#web/texts.ts";
import { useFieldTitle } from "../metadata.ts";
import { type GroupKey, groupKeyOf, periodUnits, readGroupKeys, writeGroupKeys } from "./group-key.ts";

interface GroupMenuProps {
  readonly object: ObjectMetadata;
  readonly fields: readonly string[];
  readonly group: string;
  readonly onGroup: (group: string) => void;
  /** A list need not be grouped, and may be twice; a board stands on one field. */
  readonly free: boolean;
}

/** By which field records are put together, and by which within it; a date by day up to year. */
export function GroupMenu({ object, fields, group, onGroup, free }: GroupMenuProps) {
  const t = useT();
  const [opened, setOpened] = useState(false);
  const [first, second] = readGroupKeys(group, object);
  const write = (...keys: readonly (GroupKey | undefined)[]) =>
    onGroup(writeGroupKeys(keys.filter((key) => key !== undefined)));
  const beside = fields.filter((field) => field !== first?.field);
  const title = t(free ? "records.group.by" : "records.group.board_hint");
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus returnFocus withinPortal position="bottom-end">
      <Popover.Target>
        <IconButton
          label={title}
          data-active={(free && first !== undefined) || undefined}
          onClick={() => setOpened(!opened)}
        >
          <IconStack2 size={16} stroke={1.5} />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown p="sm">
        <Stack gap="sm" w={240}>
          <KeyChoice
            label={title}
            object={object}
            fields={fields}
            chosen={first}
            free={free}
            onKey={(key) => write(key, key && second?.field !== key.field ? second : undefined)}
          />
          {free && first && (
            <KeyChoice
              label={t("records.group.then_by")}
              object={object}
              fields={beside}
              chosen={second}
              free
              onKey={(key) => write(first, key)}
            />
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

interface KeyChoiceProps extends Pick<GroupMenuProps, "object" | "fields" | "free"> {
  readonly label: string;
  readonly chosen: GroupKey | undefined;
  readonly onKey: (key: GroupKey | undefined) => void;
}

/** One level of groups: its field, and of a date by which period. */
function KeyChoice({ label, object, fields, free, chosen, onKey }: KeyChoiceProps) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  return (
    <>
      <NativeSelect
        size="xs"
        label={label}
        value={chosen?.field ?? ""}
        onChange={({ currentTarget: { value } }) => onKey(value ? groupKeyOf(object, value) : undefined)}
        data={[
          ...(free ? [{ value: "", label: t("records.group.ungrouped") }] : []),
          ...fields.map((field) => ({ value: field, label: fieldTitle(object.name, field) })),
        ]}
      />
      {chosen?.unit && (
        <NativeSelect
          size="xs"
          aria-label={t("records.group.period", { field: fieldTitle(object.name, chosen.field) })}
          value={chosen.unit}
          onChange={({ currentTarget: { value } }) =>
            onKey({ ...chosen, unit: periodUnits.find((unit) => unit === value) ?? chosen.unit })
          }
          data={periodUnits.map((unit) => ({ value: unit, label: t(`records.group.unit.${unit}`) }))}
        />
      )}
    </>
  );
}
