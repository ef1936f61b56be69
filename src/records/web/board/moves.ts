import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { RecordData } from "#records/contract";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import type { BoardMove, BoardTarget } from "../page/slots.ts";
import { useUndo } from "../undoing.ts";

/** A card that stands elsewhere than the server has told so far. */
export interface Moved {
  readonly record: RecordData;
  readonly from: string | null;
  readonly to: string | null;
}

export interface BoardMoves {
  readonly moved: ReadonlyMap<string, Moved>;
  readonly move: (
    record: RecordData,
    from: string | null,
    target: BoardTarget,
    answer?: unknown,
  ) => Promise<void>;
}

/** Moves cards at once and takes them back when the server refuses. */
export function useMoves(object: string, act: BoardMove["move"]): BoardMoves {
  const [moved, setMoved] = useState<ReadonlyMap<string, Moved>>(new Map());
  const client = useQueryClient();
  const t = useT();
  const undo = useUndo();

  const settle = useCallback(
    async (id: string) => {
      await client.invalidateQueries({ queryKey: ["records", object] });
      setMoved((before) => new Map([...before].filter(([key]) => key !== id)));
    },
    [client, object],
  );

  const move = useCallback<BoardMoves["move"]>(
    async (record, from, target, answer) => {
      setMoved((before) => new Map(before).set(record.id, { record, from, to: target.value }));
      try {
        const done = await act(record, target, answer);
        notifyDone(
          t("board.moved", { title: target.title || t("board.none") }),
          done ? { undo: () => undo(done.acts) } : {},
        );
      } catch (problem) {
        notifyProblem(problem);
      }
      await settle(record.id);
    },
    [act, settle, t, undo],
  );

  return { moved, move };
}

/** The cards of a column as they stand now: without those that left, with those that came on top. */
export function cardsOf(
  rows: readonly RecordData[],
  value: string | null,
  moved: ReadonlyMap<string, Moved>,
): readonly RecordData[] {
  if (moved.size === 0) return rows;
  const come = [...moved.values()].filter((one) => one.to === value).map((one) => one.record);
  return [...come, ...rows.filter((row) => !moved.has(row.id))];
}
