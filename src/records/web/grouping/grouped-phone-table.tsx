import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { useObjectTitle } from "../metadata.ts";
import { tableColumns } from "../table/columns.ts";
import { PhoneRow } from "../table/phone-table.tsx";
import tableStyles from "../table/table.module.css";
import { TotalNumber } from "../table/total-number.tsx";
import { totalOf } from "../table/column-totals.ts";
import { GroupTitle } from "./group-title.tsx";
import { stretchAt } from "./grouped-lines.ts";
import type { GroupedTableProps } from "./grouped-table.tsx";
import styles from "./grouping.module.css";
import { useRowsInSight } from "./use-grouped-rows.ts";

const [headHeight, rowHeight] = [44, 60];

/** The grouped table on a phone: heads with their first number, two lines a row. */
export function GroupedPhoneTable({
  object,
  columns,
  grouped,
  selection,
  openId,
  onOpen,
}: GroupedTableProps) {
  const objectTitle = useObjectTitle();
  const scroller = useRef<HTMLDivElement>(null);
  const shown = tableColumns(object, columns);
  const summed = shown.find((column, at) => at > 0 && totalOf(column) !== "none");
  const lines = useVirtualizer({
    count: grouped.lines,
    getScrollElement: () => scroller.current,
    estimateSize: (line) => (stretchAt(grouped.stretches, line)?.kind === "head" ? headHeight : rowHeight),
    // A group that is shut moves all below it.
    getItemKey: (line) => {
      const stretch = stretchAt(grouped.stretches, line);
      return `${stretch?.kind} ${stretch?.group.id} ${line - (stretch?.start ?? 0)}`;
    },
    overscan: 12,
  });
  const items = lines.getVirtualItems();
  useRowsInSight(grouped, items);
  return (
    <div
      ref={scroller}
      className={tableStyles.scroller}
      role="list"
      aria-label={objectTitle(object.name, "many")}
    >
      <div className={tableStyles.body} style={{ height: lines.getTotalSize() }}>
        {items.map(({ index, start, key }) => {
          const stretch = stretchAt(grouped.stretches, index);
          if (stretch?.kind === "head") {
            const { group } = stretch;
            return (
              <div
                key={key}
                role="listitem"
                className={styles.phoneHead}
                data-inner={group.within ? true : undefined}
                style={{ transform: `translateY(${start}px)` }}
              >
                <GroupTitle
                  object={object}
                  group={group}
                  open={grouped.isOpen(group)}
                  onToggle={() => grouped.toggle(group)}
                />
                {summed && <TotalNumber total={group.head.total} column={summed} />}
              </div>
            );
          }
          return (
            <PhoneRow
              key={key}
              object={object}
              record={grouped.rowAt(index)?.record}
              columns={shown}
              top={start}
              selection={selection}
              openId={openId}
              onOpen={onOpen}
            />
          );
        })}
      </div>
    </div>
  );
}
