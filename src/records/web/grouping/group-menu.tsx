import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconCheck, IconStack2 } from "@tabler/icons-react";
import type { ObjectMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import { useFieldTitle } from "../metadata.ts";
import { type GroupKey, groupKind, periodUnits, readGroupKeys, writeGroupKeys } from "./group-key.ts";

interface GroupMenuProps {
  readonly object: ObjectMetadata;
  readonly fields: readonly string[];
  readonly group: string;
  readonly onGroup: (group: string) => void;
  /** A list need not be grouped, and may be twice; a board stands on one field. */
  readonly free: boolean;
}

/** By which field records are put together: one, with Shift a second within it; a date by day up to year. */
export function GroupMenu({ object, fields, group, onGroup, free }: GroupMenuProps) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const keys = readGroupKeys(group, object);
  const write = (next: readonly GroupKey[]) => onGroup(writeGroupKeys(next));

  function pick(field: string, beside: boolean): void {
    const picked: GroupKey =
      groupKind(object.fields[field]) === "period" ? { field, unit: "month" } : { field };
    const [first] = keys;
    if (free && keys.some((key) => key.field === field))
      return write(keys.filter((key) => key.field !== field));
    write(free && beside && first ? [first, picked] : [picked]);
  }
  return (
    <Menu closeOnItemClick={!free} position="bottom-end">
      <Menu.Target>
        <Tooltip label={t("records.group.by")}>
          <ActionIcon aria-label={t("records.group.by")} data-active={(free && keys.length > 0) || undefined}>
            <IconStack2 size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: "auto" }}>
        <Menu.Label>{t(free ? "records.group.hint" : "records.group.board_hint")}</Menu.Label>
        {free && (
          <Menu.Item leftSection={<Mark shown={keys.length === 0} />} onClick={() => write([])}>
            {t("records.group.ungrouped")}
          </Menu.Item>
        )}
        {keys.map(
          (key, at) =>
            key.unit && <Units key={key.field} chosen={key} onKey={(next) => write(keys.with(at, next))} />,
        )}
        {fields.map((field) => {
          const at = keys.findIndex((key) => key.field === field);
          return (
            <Menu.Item
              key={field}
              leftSection={<Mark shown={at >= 0} />}
              rightSection={keys.length > 1 && at >= 0 ? at + 1 : null}
              aria-current={at >= 0 || undefined}
              onClick={(event) => pick(field, event.shiftKey)}
            >
              {fieldTitle(object.name, field)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

function Units({ chosen, onKey }: { readonly chosen: GroupKey; readonly onKey: (key: GroupKey) => void }) {
  const t = useT();
  return (
    <>
      {periodUnits.map((unit) => (
        <Menu.Item
          key={unit}
          leftSection={<Mark shown={chosen.unit === unit} />}
          aria-current={chosen.unit === unit || undefined}
          onClick={() => onKey({ ...chosen, unit })}
        >
          {t(`records.group.unit.${unit}`)}
        </Menu.Item>
      ))}
      <Menu.Divider />
    </>
  );
}

function Mark({ shown }: { readonly shown: boolean }) {
  return (
    <IconCheck
      size={14}
      stroke={1.5}
      style={{ visibility: shown ? "visible" : "hidden" }}
      aria-hidden="true"
    />
  );
}
