import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { notifyDone, notifyProblem, problemText } from "#web/notify.ts";
import { refreshLists } from "./record-cache.ts";

/** What hangs on an act: records of these objects, and what else is asked for under these first words of query keys. */
export interface Touched {
  readonly objects: readonly string[];
  readonly queries: readonly string[];
}

interface More<T> {
  /** Takes it back, by what came of it. */
  readonly undo?: (answer: T) => Promise<unknown>;
  /** What to do where it fails; a note at the edge of the screen says why without it, or where it answers `false`. */
  readonly onProblem?: (problem: unknown) => boolean | void;
}

export interface Acting {
  readonly busy: boolean;
  /** Does it, says what was done, and asks anew for all that hangs on it; answers what came of it, null where it failed. */
  readonly act: <T>(
    run: () => Promise<T>,
    done: string | ((answer: T) => string),
    more?: More<T>,
  ) => Promise<T | null>;
}

/** Acts by capabilities of the server, where what follows from one shows in several places. */
export function useAct({ objects, queries }: Touched): Acting {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const refresh = (): void => {
    for (const name of objects) {
      refreshLists(client, name);
      void client.invalidateQueries({ queryKey: ["records", name, "one"] });
    }
    for (const first of queries) void client.invalidateQueries({ queryKey: [first] });
  };
  return {
    busy,
    act: async (run, done, { undo, onProblem } = {}) => {
      setBusy(true);
      try {
        const answer = await run();
        const text = typeof done === "string" ? done : done(answer);
        if (text) notifyDone(text, undo && { undo: () => undo(answer).finally(refresh) });
        return answer;
      } catch (problem) {
        if (onProblem === undefined || onProblem(problem) === false) notifyProblem(problem);
        return null;
      } finally {
        refresh();
        setBusy(false);
      }
    },
  };
}

/** As `useAct`, for a dialog that does one thing: what is wrong stands in it, and what was done closes it. */
export function useDialogAct(touched: Touched, onDone: () => void) {
  const { act, busy } = useAct(touched);
  const [problem, setProblem] = useState<string>();
  return {
    busy,
    problem,
    act: async (run: () => Promise<unknown>, done = ""): Promise<void> => {
      setProblem(undefined);
      const answer = await act(run, done, { onProblem: (thrown) => setProblem(problemText(thrown)) });
      if (answer !== null) onDone();
    },
  };
}
