import { useQueryClient } from "@tanstack/react-query";
import type { RecordData } from "#records/contract";
import { patchCached, refreshLists, useUndo } from "#records/web";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { type Brought, bringTo, type Closure, reopen } from "./bringing.ts";
import type { StageStep } from "./stages.ts";

export interface DealActs {
  readonly bring: (deal: RecordData, stage: StageStep, closure?: Closure) => Promise<void>;
  readonly reopen: (deal: RecordData) => Promise<void>;
}

/** Acts on deals from the screen: shown at once, told with the way back, put right when the server says no. */
export function useDealActs(): DealActs {
  const t = useT();
  const client = useQueryClient();
  const undo = useUndo();

  async function act(
    deal: RecordData,
    text: (done: RecordData) => string,
    run: () => Promise<Brought>,
  ): Promise<void> {
    try {
      const { deal: done, acts } = await run();
      show(done);
      notifyDone(text(done), { undo: () => undo(acts) });
    } catch (problem) {
      show(deal);
      notifyProblem(problem);
    }
  }

  function show(deal: RecordData): void {
    patchCached(client, "deal", deal.id, (held) => ({ ...held, ...deal }));
    refreshLists(client, "deal");
    void client.invalidateQueries({ queryKey: ["timeline"] });
  }

  return {
    bring(deal, stage, closure) {
      const shown = { id: stage.id, title: stage.name, object: "stage" };
      patchCached(client, "deal", deal.id, (held) => ({
        ...held,
        stage: shown,
        probability: stage.probability,
      }));
      const text = { open: "sales.moved", won: "sales.closed_as_won", lost: "sales.closed_as_lost" }[
        stage.kind
      ];
      return act(
        deal,
        () => t(text, { stage: stage.name, deal: String(deal.name ?? "") }),
        () => bringTo(deal, stage, closure),
      );
    },
    reopen: (deal) =>
      act(
        deal,
        (done) => t("sales.reopened", { stage: (done.stage as { title: string }).title }),
        () => reopen(deal),
      ),
  };
}
