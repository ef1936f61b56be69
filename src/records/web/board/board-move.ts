import { useMemo } from "react";
import type { ObjectMetadata } from "#records/contract";
import { useChangeRecord } from "../changing.tsx";
import { targetOf } from "../metadata.ts";
import type { BoardMove, BoardTarget } from "../page/slots.ts";

/** The module's way to move a card, or a plain change of the field that makes the columns. */
export function useBoardMove(object: ObjectMetadata, group: string, given: BoardMove | undefined): BoardMove {
  const change = useChangeRecord(object.name);
  // A module's way is for the columns the object's board has by itself; on others the field is written.
  const own = given !== undefined && group === object.board?.group;
  return useMemo<BoardMove>(() => {
    if (own && given) return given;
    const shown = (target: BoardTarget) => shownValue(object, group, target);
    return {
      ...given,
      ask: undefined,
      tone: undefined,
      weight: undefined,
      move: async (record, target) => {
        const acts: string[] = [];
        await change(record, { [group]: shown(target) }, { quiet: true, onAct: (act) => acts.push(act) });
        return acts.length > 0 ? { acts } : undefined;
      },
    };
  }, [own, given, object, group, change]);
}

/** The value of the field that makes the columns, as a screen shows it. */
export function shownValue(object: ObjectMetadata, group: string, target: BoardTarget): unknown {
  const field = object.fields[group];
  const pointed = field && targetOf(field);
  if (target.value === null || !pointed) return target.value;
  return { id: target.value, title: target.title, object: pointed };
}
