import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { ApiProblem, call } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { type Reason, undoAct } from "../undoing/contract.ts";

const reasons: readonly Reason[] = ["changed", "not_allowed", "governed", "gone", "refused"];

/**
 * `undo(units)`: takes back these acts of the user's, or the last one, the newest first, and says what went back and what
 * stays. What a capability keeps is named only where nothing else went back: it is mostly a trace of the act.
 */
export function useUndo(): (units?: readonly string[]) => Promise<void> {
  const client = useQueryClient();
  const t = useT();
  return useCallback(
    async (units = []) => {
      try {
        const acts = units.length > 0 ? [...units].reverse() : [undefined];
        const stays = new Map<Reason, number>();
        let undone = 0;
        for (const unit of acts) {
          const answer = await call(undoAct, { body: unit ? { unit } : {} });
          undone += answer.undone;
          for (const reason of reasons) stays.set(reason, (stays.get(reason) ?? 0) + answer.skipped[reason]);
        }
        const told = reasons.filter((reason) => stays.get(reason) && (reason !== "governed" || undone === 0));
        const parts = told.map((reason) => t(`records.undo.${reason}`, { count: stays.get(reason) ?? 0 }));
        notifyDone([t("records.undo.done", { count: undone }), ...parts].join(" "));
      } catch (error) {
        if (error instanceof ApiProblem && error.problem.code === "nothing_to_undo")
          notifyDone(t("records.undo.nothing"));
        else notifyProblem(error);
      } finally {
        void client.invalidateQueries({ queryKey: ["records"] });
      }
    },
    [client, t],
  );
}
