import { useQueryClient } from "@tanstack/react-query";
import type { RecordData } from "#records/contract";
import { patchCached, useAct, useUndo } from "#records/web";
import { useT } from "#web/texts.ts";
import { type Brought, bringTo, type Closure, reopen } from "./bringing.ts";
import type { StageStep } from "./stages.ts";

export interface DealActs {
  readonly bring: (deal: RecordData, stage: StageStep, closure?: Closure) => Promise<void>;
  readonly reopen: (deal: RecordData) => Promise<void>;
}

const touched = { objects: ["deal"], queries: ["timeline"] };

/** Acts on deals from the screen: shown at once, told with the way back, put right when the server says no. */
export function useDealActs(): DealActs {
  const t = useT();
  const client = useQueryClient();
  const undo = useUndo();
  const { act } = useAct(touched);
  const show = (deal: RecordData): void =>
    patchCached(client, "deal", deal.id, (held) => ({ ...held, ...deal }));

  async function bring(
    deal: RecordData,
    run: () => Promise<Brought>,
    told: (done: Brought) => string,
  ): Promise<void> {
    const putRight = (): false => {
      show(deal);
      return false;
    };
    const done = await act(run, told, { undo: ({ acts }) => undo(acts), onProblem: putRight });
    if (done) show(done.deal);
  }

  return {
    bring(deal, stage, closure) {
      const { id, name, probability } = stage;
      show({ ...deal, stage: { id, title: name, object: "stage" }, probability });
      const text = { open: "sales.moved", won: "sales.closed_as_won", lost: "sales.closed_as_lost" }[
        stage.kind
      ];
      return bring(
        deal,
        () => bringTo(deal, stage, closure),
        () => t(text, { stage: name, deal: String(deal.name ?? "") }),
      );
    },
    reopen: (deal) =>
      bring(
        deal,
        () => reopen(deal),
        (done) => t("sales.reopened", { stage: (done.deal.stage as { title: string }).title }),
      ),
  };
}
