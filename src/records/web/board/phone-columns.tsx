import { UnstyledButton } from "@mantine/core";
import { type ReactNode, type TouchEvent, useRef, useState } from "react";
import type { Total } from "#records/contract";
import { useT } from "#web/texts.ts";
import type { BoardTarget } from "../page/slots.ts";
import styles from "./board.module.css";

interface PhoneColumnsProps {
  readonly columns: readonly BoardTarget[];
  readonly totals: readonly Total[] | undefined;
  readonly column: (target: BoardTarget) => ReactNode;
}

const swipe = 60;

/** One column at a time; a swipe goes to the next, the tabs say which ones there are. */
export function PhoneColumns({ columns, totals, column }: PhoneColumnsProps) {
  const t = useT();
  const [at, setAt] = useState(0);
  const start = useRef<{ x: number; y: number } | null>(null);
  const shown = Math.min(at, columns.length - 1);
  const target = columns[shown];

  function onTouchEnd(event: TouchEvent): void {
    const touch = event.changedTouches[0];
    if (!start.current || !touch) return;
    const across = touch.clientX - start.current.x;
    const along = Math.abs(touch.clientY - start.current.y);
    start.current = null;
    if (
      Math.abs(across) < swipe ||
      along > Math.abs(across) / 2 ||
      document.querySelector("[data-dnd-dragging]")
    )
      return;
    setAt(Math.min(columns.length - 1, Math.max(0, shown + (across < 0 ? 1 : -1))));
  }

  return (
    <>
      <div role="tablist" className={styles.phoneTabs}>
        {columns.map((one, index) => (
          <UnstyledButton
            key={one.value ?? "none"}
            role="tab"
            aria-selected={index === shown}
            className={styles.phoneTab}
            onClick={() => setAt(index)}
          >
            {one.title || t("board.none")}{" "}
            <span className={styles.count}>
              {totals?.find((total) => total.group === one.value)?.count ?? 0}
            </span>
          </UnstyledButton>
        ))}
      </div>
      <div
        className={styles.phone}
        role="list"
        onTouchStart={(event) => {
          const touch = event.touches[0];
          start.current = touch ? { x: touch.clientX, y: touch.clientY } : null;
        }}
        onTouchEnd={onTouchEnd}
      >
        {target && column(target)}
      </div>
    </>
  );
}
