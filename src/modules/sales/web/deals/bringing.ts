import type { BodyOf } from "#kernel/action";
import type { RecordData } from "#records/contract";
import { actsOf } from "#records/web";
import { closeDeal, moveDeal, reopenDeal } from "#sales/contract";
import { callAct, type Done, request } from "#web/client.ts";

/** What is said when a deal comes into a stage. */
export type Closure = Omit<BodyOf<typeof closeDeal>, "outcome" | "stage">;

/** A stage that a deal can be brought to. */
export interface StageGoal {
  readonly id: string;
  readonly kind: "open" | "won" | "lost";
}

export interface Brought {
  readonly deal: RecordData;
  /** The acts that it took, by which it is undone. */
  readonly acts: readonly string[];
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
  const params = { id: deal.id };
  const { values, checks } = closure;
  const along = { ...(values && { values }), ...(checks && { checks }) };
  if (goal.kind === "open")
    return brought(await callAct(moveDeal, { params, body: { stage: goal.id, ...along } }));
  const opened = outcomeOf(await whole(deal)) === "open" ? [] : (await reopen(deal)).acts;
  const body = { outcome: goal.kind, stage: goal.id, ...closure };
  return brought(await callAct(closeDeal, { params, body }), opened);
}

/** Opens a closed deal again where it stood. */
export async function reopen(deal: RecordData): Promise<Brought> {
  return brought(await callAct(reopenDeal, { params: { id: deal.id } }));
}

function brought(done: Done<RecordData>, before: readonly string[] = []): Brought {
  return { deal: done.answer, acts: [...before, ...actsOf(done)] };
}

// A card or a row knows only the fields that it shows.
async function whole(deal: RecordData): Promise<RecordData> {
  const isKnown = "closed_on" in deal && "probability" in deal;
  return isKnown ? deal : request<RecordData>("GET", `/api/deals/${deal.id}`);
}
