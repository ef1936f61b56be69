import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RecordData } from "#records/contract";
import { patchCached, refreshLists } from "#records/web";
import { notifyDone, notifyProblem } from "#web/notify.ts";

export interface DocumentAct {
  readonly busy: boolean;
  /** Does it, shows the document as it is then, and says what was done; answers whether it was. */
  readonly act: (
    run: () => Promise<RecordData>,
    done: string,
    /** Answers whether it knows what to do about a problem; else it is told. */
    onProblem?: (problem: unknown) => boolean,
  ) => Promise<RecordData | null>;
}

/** Acts on a document: shown as the server says, with all that hangs on it asked for again. */
export function useDocumentAct(object: string, id: string): DocumentAct {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const refresh = (): void => {
    for (const name of ["quote", "quote_approval", "order", "order_line", "delivery", "deal"])
      refreshLists(client, name);
    void client.invalidateQueries({ queryKey: ["trade"] });
    void client.invalidateQueries({ queryKey: ["timeline"] });
    void client.invalidateQueries({ queryKey: ["records", object, "one", id] });
  };
  return {
    busy,
    act: async (run, done, onProblem) => {
      setBusy(true);
      try {
        const answer = await run();
        if (answer.id === id) patchCached(client, object, id, (held) => ({ ...held, ...answer }));
        notifyDone(done);
        return answer;
      } catch (problem) {
        if (!onProblem?.(problem)) notifyProblem(problem);
        return null;
      } finally {
        refresh();
        setBusy(false);
      }
    },
  };
}
