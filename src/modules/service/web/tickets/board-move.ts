import { actsOf, type BoardMove, type BoardTarget } from "#records/web";
import { callAct } from "#web/client.ts";
import { onDemand } from "#web/on-demand.ts";

const StatusMark = onDemand(() => import("./status-mark.tsx").then((file) => file.StatusMark));

/** A card that is dropped moves its ticket; where it is over, the column folds at the edge. */
export const ticketBoardMove: BoardMove = {
  ask: () => null,
  async move(ticket, target) {
    if (target.value === null) return;
    const { moveTicket } = await import("#service/contract");
    const done = await callAct(moveTicket, { params: { id: ticket.id }, body: { status: target.value } });
    return { acts: actsOf(done) };
  },
  tone: (target) => (isOver(target) ? "won" : null),
  card: { subtitle: ["customer", "contact"], foot: ["priority", "due_at"] },
  mark: StatusMark,
};

function isOver({ record }: BoardTarget): boolean {
  return record?.kind === "solved" || record?.kind === "closed";
}
