import type { BodyOf } from "#kernel/action";
import { get, type Work } from "#records";
import type { closeDeal as closeDealAction } from "../contract/deals.ts";
import type { Stage } from "../pipelines/stages.ts";
import { usualClosingRules } from "./closing-rules.ts";
import type { DealInHand } from "./deal-in-hand.ts";
import { isEmptyValue } from "./empty-value.ts";
import { assertNothingMissing, comeInto } from "./entering-stages.ts";

type Closure = BodyOf<typeof closeDealAction>;

/** Throws `deal_incomplete` where the organisation or the stage wants to know more before the deal is closed. */
export async function askBeforeClosing(
  work: Work,
  { id, closing }: DealInHand,
  stage: Stage,
  closure: Closure,
): Promise<void> {
  const { outcome } = closure;
  const asked = (closing ?? usualClosingRules)[outcome];
  const said =
    outcome === "won"
      ? [closure.won_reason, closure.won_comment]
      : [closure.lost_reason, closure.lost_comment];
  const fields = [
    ...(asked.reason && !said[0] ? [`${outcome}_reason`] : []),
    ...(asked.comment && !said[1]?.trim() ? [`${outcome}_comment`] : []),
    ...(asked.competitor && !(await namesCompetitor(work, id, closure)) ? ["competitors"] : []),
  ];
  if (fields.length > 0)
    assertNothingMissing({ stage: { id: stage.id, name: stage.name }, fields, checks: [] });
  await comeInto(work, id, stage, closure, asked.fields);
}

async function namesCompetitor(work: Work, id: string, { competitors }: Closure): Promise<boolean> {
  if (competitors) return competitors.length > 0;
  return !isEmptyValue((await get(work, "deal", id))["competitors"]);
}
