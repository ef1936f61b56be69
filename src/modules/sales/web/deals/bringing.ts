import type { BodyOf } from "#kernel/action";
import type { LinkValue, RecordData } from "#records/contract";
import { closeDeal, moveDeal, reopenDeal } from "#sales/contract";
import { call, request } from "#web/client.ts";

/** What is said when a deal is lost. */
export type Closure = Omit<BodyOf<typeof closeDeal>, "outcome" | "stage">;

/** A stage that a deal can be brought to. */
export interface StageGoal {
  readonly id: string;
  readonly kind: "open" | "won" | "lost";
}

export interface Brought {
  readonly deal: RecordData;
  readonly undo: () => Promise<RecordData>;
}

/** Won and lost are certain, everything else is open: as the server keeps it. */
export function outcomeOf(deal: RecordData): StageGoal["kind"] {
  if (deal.closed_on === null || deal.closed_on === undefined) return "open";
  return deal.probability === 100 ? "won" : "lost";
}

/**
 * Brings a deal to a stage by the capability that leads there: moving, closing or reopening. From one closed
 * stage to another it is opened in between.
 */
export async function bringTo(deal: RecordData, goal: StageGoal, closure: Closure = {}): Promise<Brought> {
  const from = await before(deal);
  const params = { id: deal.id };
  if (goal.kind === "open") {
    const moved = await call(moveDeal, { params, body: { stage: goal.id } });
    return { deal: moved, undo: () => back(deal.id, from) };
  }
  if (from.outcome !== "open") await call(reopenDeal, { params });
  const closed = await call(closeDeal, { params, body: { outcome: goal.kind, stage: goal.id, ...closure } });
  return {
    deal: closed,
    undo: async () => {
      const opened = await call(reopenDeal, { params });
      return from.outcome === "open" && (opened.stage as LinkValue).id === from.stage
        ? opened
        : back(deal.id, from);
    },
  };
}

/** Opens a closed deal again where it stood. */
export async function reopen(deal: RecordData): Promise<Brought> {
  const from = await before(deal);
  const opened = await call(reopenDeal, { params: { id: deal.id } });
  return { deal: opened, undo: () => back(deal.id, from) };
}

// A card or a row knows only the fields that it shows; what the way back needs is asked for.
async function before(shown: RecordData): Promise<Before> {
  const deal = "closed_on" in shown && "probability" in shown ? shown : await wholeDeal(shown.id);
  return { stage: (deal.stage as LinkValue).id, outcome: outcomeOf(deal), ...closureOf(deal) };
}

function wholeDeal(id: string): Promise<RecordData> {
  return request<RecordData>("GET", `/api/deals/${id}`);
}

interface Before extends Closure {
  readonly stage: string;
  readonly outcome: StageGoal["kind"];
}

function back(id: string, { stage, outcome, ...closure }: Before): Promise<RecordData> {
  return outcome === "open"
    ? call(moveDeal, { params: { id }, body: { stage } })
    : call(closeDeal, { params: { id }, body: { outcome, stage, ...closure } });
}

function closureOf(deal: RecordData): Closure {
  const { closed_on, lost_reason, lost_comment } = deal as { [field: string]: string | null | undefined };
  return {
    ...(closed_on ? { closed_on } : {}),
    ...(lost_reason ? { lost_reason } : {}),
    ...(lost_comment ? { lost_comment } : {}),
  };
}
