import { ActionIcon, Menu, SegmentedControl, VisuallyHidden } from "@mantine/core";
import { IconCalendar, IconLayoutGrid, IconLayoutKanban, IconTable } from "@tabler/icons-react";
import type { ObjectMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import type { ViewKind } from "../../views/contract.ts";
import { calendarFields } from "../calendar/calendar-fields.ts";
import { boardFields } from "../grouping/group-key.ts";

export const kindIcons = {
  table: IconTable,
  board: IconLayoutKanban,
  calendar: IconCalendar,
  gallery: IconLayoutGrid,
} as const;

/** The kinds of view that the object can be looked at in. */
export function kindsOf(object: ObjectMetadata): readonly ViewKind[] {
  return [
    "table",
    ...(boardFields(object).length > 0 ? (["board"] as const) : []),
    ...(calendarFields(object).length > 0 ? (["calendar"] as const) : []),
    "gallery",
  ];
}

interface KindSwitchProps {
  readonly object: ObjectMetadata;
  readonly kind: ViewKind;
  readonly onKind: (kind: ViewKind) => void;
  /** One button with a menu, where there is little room. */
  readonly compact?: boolean;
}

/** Table, board, calendar or gallery, as far as the object can be looked at so. */
export function KindSwitch({ object, kind, onKind, compact }: KindSwitchProps) {
  const t = useT();
  const kinds = kindsOf(object);
  if (kinds.length === 1) return null;
  if (compact) return <KindMenu kinds={kinds} kind={kind} onKind={onKind} />;
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("records.list.kind")}
      value={kind}
      onChange={(next) => onKind(next as ViewKind)}
      data={kinds.map((value) => {
        const Icon = kindIcons[value];
        return {
          value,
          label: (
            <span title={t(`records.kind.${value}`)} style={{ display: "flex" }}>
              <Icon size={15} stroke={1.5} aria-hidden="true" />
              <VisuallyHidden>{t(`records.kind.${value}`)}</VisuallyHidden>
            </span>
          ),
        };
      })}
    />
  );
}

function KindMenu({
  kinds,
  kind,
  onKind,
}: Pick<KindSwitchProps, "kind" | "onKind"> & { readonly kinds: readonly ViewKind[] }) {
  const t = useT();
  const Shown = kindIcons[kind];
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t("records.list.kind")}>
          <Shown size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {kinds.map((one) => {
          const Icon = kindIcons[one];
          return (
            <Menu.Item
              key={one}
              leftSection={<Icon size={15} stroke={1.5} aria-hidden="true" />}
              aria-current={one === kind || undefined}
              fw={one === kind ? 600 : undefined}
              onClick={() => onKind(one)}
            >
              {t(`records.kind.${one}`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
