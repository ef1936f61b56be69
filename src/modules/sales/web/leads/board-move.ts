import type { BoardAskProps, BoardMove } from "#records/web";
import { actsOf } from "#records/web";
import {
  disqualifyLead,
  moveLead,
  type OpenStatus,
  qualifyLead,
  recycleLead,
  takeQualificationBack,
} from "#sales/contract";
import { call, callAct } from "#web/client.ts";
import { onDemand } from "#web/on-demand.ts";
import type { Decisions, Refusal } from "./acting.ts";

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
  async move(lead, { value }, answer) {
    const params = { id: lead.id };
    if (value === null) return;
    if (value === "qualified")
      return actsIn(await callAct(qualifyLead, { params, body: answer as Decisions }));
    if (value === "unqualified")
      return actsIn(await callAct(disqualifyLead, { params, body: answer as Refusal }));
    if (lead.status === "qualified") return void (await call(takeQualificationBack, { params }));
    if (lead.status === "unqualified") return actsIn(await callAct(recycleLead, { params }));
    return actsIn(await callAct(moveLead, { params, body: { status: value as OpenStatus } }));
  },
  tone: ({ value }) => (value === "qualified" ? "won" : value === "unqualified" ? "lost" : null),
  card: { subtitle: ["interest", "company_name", "source"], since: "created_at", stuckAfter: 30 },
};

function actsIn(done: Parameters<typeof actsOf>[0]) {
  return { acts: actsOf(done) };
}
