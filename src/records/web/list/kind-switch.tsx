import { SegmentedControl, VisuallyHidden } from "@mantine/core";
import { IconCalendar, IconLayoutGrid, IconLayoutKanban, IconTable } from "@tabler/icons-react";
import type { ObjectMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import type { ViewKind } from "../../views/contract.ts";

const icons = {
  table: IconTable,
  board: IconLayoutKanban,
  calendar: IconCalendar,
  gallery: IconLayoutGrid,
} as const;

/** Table, board or calendar, as far as the object can be looked at so. */
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
  const kinds: readonly ViewKind[] = [
    "table",
    ...(object.board ? (["board"] as const) : []),
    ...(object.calendar ? (["calendar"] as const) : []),
  ];
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
