import type { BoardAskProps, BoardMove } from "#records/web";
import { onDemand } from "#web/on-demand.ts";

const TurnDownSheet = onDemand<BoardAskProps>(() =>
  import("./turn-down-sheet.tsx").then((file) => file.TurnDownSheet),
);
const QualifyDialog = onDemand<BoardAskProps>(() =>
  import("./qualify-dialog.tsx").then((file) => file.QualifyDialog),
);

/** A card that is dropped moves, qualifies or turns down its lead; the last two ask first. */
export const leadBoardMove: BoardMove = {
  ask: (_lead, { value }) =>
    value === "qualified" ? QualifyDialog : value === "unqualified" ? TurnDownSheet : null,
  move: async (...drop) => (await import("./dropping-card.ts")).dropLead(...drop),
  tone: ({ value }) => (value === "qualified" ? "won" : value === "unqualified" ? "lost" : null),
  card: { subtitle: ["interest", "company_name", "source"], since: "created_at", stuckAfter: 30 },
};
