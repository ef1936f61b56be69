import { type PointerEvent, useRef, useState } from "react";

/** How far a line is pulled until letting go completes it, and until it is clear that one does not scroll. */
const enough = 96;
const meant = 12;

/** A line that a finger pulls to the right: how far it is by now, and what the line has to listen to. */
export function useSwipe(onSwiped: (() => void) | undefined) {
  const start = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const [by, setBy] = useState(0);
  const end = () => {
    start.current = null;
    setBy(0);
  };
  return {
    by,
    isEnough: by >= enough,
    listeners: onSwiped && {
      onPointerDown: (event: PointerEvent) => {
        if (event.pointerType === "touch") start.current = { x: event.clientX, y: event.clientY };
      },
      onPointerMove: (event: PointerEvent) => {
        if (!start.current) return;
        const across = event.clientX - start.current.x;
        if (across > meant && across > Math.abs(event.clientY - start.current.y)) setBy(across);
      },
      onPointerUp: () => {
        if (by >= enough) onSwiped();
        end();
      },
      onPointerCancel: end,
    },
  };
}
