import { SegmentedControl, VisuallyHidden } from "@mantine/core";
import { IconCalendar, IconLayoutGrid, IconLayoutKanban, IconTable } from "@tabler/icons-react";
import type { ObjectMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import type { ViewKind } from "../../views/contract.ts";
import { calendarFields } from "../calendar/calendar-fields.ts";
import { boardFields } from "../grouping/group-key.ts";

const icons = {
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

/** Table, board, calendar or gallery, as far as the object can be looked at so. */
export function KindSwitch({
  object,
  kind,
  onKind,
}: {
  object: ObjectMetadata;
  kind: ViewKind;
  onKind: (kind: ViewKind) => void;
}) {
  const t = useT();
  const kinds = kindsOf(object);
  if (kinds.length === 1) return null;
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("records.list.kind")}
      value={kind}
      onChange={(next) => onKind(next as ViewKind)}
      data={kinds.map((value) => {
        const Icon = icons[value];
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
