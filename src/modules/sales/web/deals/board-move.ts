import type { BoardAskProps, BoardMove, BoardTarget } from "#records/web";
import { onDemand } from "#web/on-demand.ts";
import type { Closure, StageGoal } from "./bringing.ts";

const StageSheet = onDemand<BoardAskProps>(() =>
  import("./stage-sheet.tsx").then((file) => file.StageSheetOnBoard),
);

/** A card that is dropped moves, closes or reopens its deal; what the stage asks for is asked first, where something is missing. */
export const dealBoardMove: BoardMove = {
  ask: (_deal, target) => (target.value === null ? null : StageSheet),
  async move(deal, target, answer) {
    if (target.value === null) return;
    const { bringTo } = await import("./bringing.ts");
    const { acts } = await bringTo(
      deal,
      { id: target.value, kind: kindOf(target) },
      (answer ?? {}) as Closure,
    );
    return { acts };
  },
  tone: (target) => {
    const kind = kindOf(target);
    return kind === "open" ? null : kind;
  },
  weight: (target) => Number(target.record?.probability ?? 0) / 100,
  card: {
    subtitle: ["company", "person"],
    since: "stage_entered_at",
    stuckAt: "stuck_at",
    next: "next_step",
  },
};

function kindOf(target: BoardTarget): StageGoal["kind"] {
  return (target.record?.kind ?? "open") as StageGoal["kind"];
}
