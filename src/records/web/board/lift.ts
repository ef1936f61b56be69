import { type KeyboardEvent, useState } from "react";
import type { RecordData } from "#records/contract";
import { useT } from "#web/texts.ts";
import type { BoardTarget } from "../page/slots.ts";

interface Lifted {
  readonly id: string;
  readonly from: string | null;
  readonly over: number;
}

export interface Lift {
  readonly liftedId: string | null;
  /** The column that the lifted card would go to. */
  readonly over: BoardTarget | null;
  /** What a screen reader says. */
  readonly said: string;
  readonly onKeyDown: (event: KeyboardEvent, record: RecordData, title: string, from: string | null) => void;
}

/**
 * Moving a card without a mouse: Space lifts it, ← and → choose the column, Space or Enter puts it down,
 * Esc leaves it where it was. Each step is spoken.
 */
export function useLift(
  columns: readonly BoardTarget[],
  drop: (record: RecordData, from: string | null, target: BoardTarget) => void,
): Lift {
  const t = useT();
  const [lifted, setLifted] = useState<Lifted | null>(null);
  const [said, setSaid] = useState("");
  const name = (column: BoardTarget | undefined) => column?.title || t("board.none");

  function onKeyDown(event: KeyboardEvent, record: RecordData, title: string, from: string | null): void {
    const own = lifted?.id === record.id ? lifted : null;
    if (!own) {
      if (event.key !== " ") return;
      take(event);
      const over = columns.findIndex((column) => column.value === from);
      setLifted({ id: record.id, from, over });
      return setSaid(t("board.lifted", { title, column: name(columns[over]) }));
    }
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) {
      take(event);
      const over = Math.min(columns.length - 1, Math.max(0, own.over + step));
      setLifted({ ...own, over });
      return setSaid(name(columns[over]));
    }
    if (event.key === " " || event.key === "Enter") {
      take(event);
      setLifted(null);
      const target = columns[own.over];
      if (!target) return;
      setSaid(t("board.dropped", { title, column: name(target) }));
      return drop(record, from, target);
    }
    if (event.key === "Escape" || event.key === "Tab") {
      if (event.key === "Escape") take(event);
      setLifted(null);
      setSaid(t("board.left", { title, column: name(columns.find((column) => column.value === from)) }));
    }
  }

  return {
    liftedId: lifted?.id ?? null,
    over: lifted ? (columns[lifted.over] ?? null) : null,
    said,
    onKeyDown,
  };
}

function take(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
