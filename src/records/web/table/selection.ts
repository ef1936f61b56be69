import { useMemo, useState } from "react";
import type { RecordData } from "#records/contract";

/** Which rows are chosen: some by id, or all that the list matches, loaded or not. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly all: boolean;
  /** All that was loaded was chosen at once: the rest may be meant, too. */
  readonly wide: boolean;
  readonly has: (id: string) => boolean;
  /** Takes or leaves a row; with `range` all rows from the one before. */
  readonly toggle: (id: string, range?: boolean) => void;
  readonly toggleLoaded: () => void;
  readonly selectAll: () => void;
  readonly clear: () => void;
  readonly isEmpty: boolean;
}

export function useSelection(rows: readonly RecordData[], matching: string): Selection {
  const [state, setState] = useState<State>(nothing);
  // Another filter is another list: what was chosen in the one before does not carry over.
  const held = useMemo(
    () => (state.matching === matching ? state : { ...nothing, matching }),
    [state, matching],
  );

  return useMemo(() => {
    const set = (ids: ReadonlySet<string>, more: Partial<State> = {}) =>
      setState({ ids, all: false, wide: false, anchor: held.anchor, matching, ...more });
    return {
      ids: held.ids,
      all: held.all,
      wide: held.wide,
      isEmpty: !held.all && held.ids.size === 0,
      has: (id) => held.all || held.ids.has(id),
      toggle: (id, range) => {
        const base = held.all ? new Set(rows.map((row) => row.id)) : held.ids;
        set(range && held.anchor ? withRange(base, rows, held.anchor, id) : toggled(base, id), {
          anchor: id,
        });
      },
      toggleLoaded: () => {
        const none = held.all || held.ids.size > 0;
        set(new Set(none ? [] : rows.map((row) => row.id)), { wide: !none });
      },
      selectAll: () => set(new Set(rows.map((row) => row.id)), { all: true }),
      clear: () => setState({ ...nothing, matching }),
    };
  }, [held, rows, matching]);
}

interface State {
  readonly ids: ReadonlySet<string>;
  readonly all: boolean;
  readonly wide: boolean;
  readonly anchor: string | null;
  readonly matching: string;
}

const nothing: State = { ids: new Set(), all: false, wide: false, anchor: null, matching: "" };

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

function withRange(
  ids: ReadonlySet<string>,
  rows: readonly RecordData[],
  from: string,
  to: string,
): ReadonlySet<string> {
  const ends = [rows.findIndex((row) => row.id === from), rows.findIndex((row) => row.id === to)].sort(
    (a, b) => a - b,
  );
  const [first = -1, last = -1] = ends;
  if (first < 0) return toggled(ids, to);
  return new Set([...ids, ...rows.slice(first, last + 1).map((row) => row.id)]);
}
