import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { refreshLists } from "#records/web";
import { notifyDone, notifyProblem } from "#web/notify.ts";

const touched = [
  "invoice",
  "invoice_line",
  "payment",
  "payment_allocation",
  "refund",
  "bank_account",
  "bank_transaction",
  "contract",
  "subscription",
  "subscription_line",
  "order",
  "order_line",
];

interface More<T> {
  /** Takes it back, by what came of it. */
  readonly undo?: (answer: T) => Promise<unknown>;
  /** Where to say why it failed; a note at the edge of the screen unless told. */
  readonly onProblem?: (problem: unknown) => void;
}

export interface BillingAct {
  readonly busy: boolean;
  /** Does it, says what was done, and asks anew for all that hangs on it; answers what came of it, null where it failed. */
  readonly act: <T>(run: () => Promise<T>, done: string, more?: More<T>) => Promise<T | null>;
}

/** Acts on invoices, payments and subscriptions: what follows from one shows on the others. */
export function useBillingAct(): BillingAct {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const askAnew = () => {
    for (const name of touched) {
      refreshLists(client, name);
      void client.invalidateQueries({ queryKey: ["records", name, "one"] });
    }
    void client.invalidateQueries({ queryKey: ["billing"] });
    void client.invalidateQueries({ queryKey: ["timeline"] });
  };
  return {
    busy,
    act: async (run, done, { undo, onProblem = notifyProblem } = {}) => {
      setBusy(true);
      try {
        const answer = await run();
        if (done) notifyDone(done, undo && { undo: () => undo(answer).finally(askAnew) });
        return answer;
      } catch (problem) {
        onProblem(problem);
        return null;
      } finally {
        askAnew();
        setBusy(false);
      }
    },
  };
}
