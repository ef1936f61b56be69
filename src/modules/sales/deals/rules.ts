import { AppError } from "#kernel/error";
import { dayIn } from "#kernel/period";
import { type Draft, type ObjectRules, valueOf, type Work } from "#records";
import { allStages, firstStage, type Stage } from "../pipelines/stages.ts";
import { assertSells } from "./deal-in-hand.ts";
import { instantOf } from "./local-day.ts";
import { settleRecurrence } from "./recurrence.ts";
import { logStages } from "./stage-log.ts";
import { takeBackStages } from "./taking-back.ts";

const ruledFields = ["stage", "pipeline", "opened_on", "closed_on", "recurs"];

export const dealRules: ObjectRules = {
  concerns: ({ before, values }) => before === null || ruledFields.some((field) => field in values),
  prepare: settle,
  followUp: logStages,
  leavesRows: true,
  takeBack: takeBackStages,
};

async function settle(work: Work, drafts: readonly Draft[]): Promise<void> {
  const placed = drafts.filter(
    ({ before, values }) =>
      before === null || values["stage"] !== undefined || values["pipeline"] !== undefined,
  );
  if (placed.length > 0) await settleStages(work, placed);
  for (const draft of drafts) {
    checkDays(draft);
    settleRecurrence(draft);
  }
}

async function settleStages(work: Work, drafts: readonly Draft[]): Promise<void> {
  const stages = await allStages(work);
  const today = dayIn(work.actor.timeZone, work.now);
  for (const draft of drafts) {
    const stage = stageOf(draft, stages);
    draft.values["stage"] = stage.id;
    draft.values["pipeline"] = stage.pipeline;
    draft.values["probability"] = stage.probability;
    if (stage.pipeline !== draft.before?.["pipeline"]) assertSells(stage);
    settleDays(draft, stage, today);
    if (stage.id !== draft.before?.["stage"]) {
      const entered = enteredAt(work, draft, stage, today);
      draft.values["stage_entered_at"] = entered;
      draft.values["stuck_at"] = stuckAt(entered, stage);
    }
    if (draft.before === null && work.source !== "import")
      draft.values["opened_on"] ??= earlier(today, dayOf(draft, "closed_on"));
  }
}

/** The stage says the pipeline; without a stage, a deal stands at the beginning. */
function stageOf({ values, before }: Draft, stages: readonly Stage[]): Stage {
  const pipeline = (values["pipeline"] ?? null) as string | null;
  const wanted =
    values["stage"] ?? (pipeline === null || pipeline === before?.["pipeline"] ? before?.["stage"] : null);
  const stage = wanted ? stages.find(({ id }) => id === wanted) : firstStage(stages, "open", pipeline);
  if (!stage) throw new AppError(wanted ? "link_not_found" : "field_required", { field: "stage" });
  if (pipeline !== null && stage.pipeline !== pipeline)
    throw new AppError("field_invalid", { field: "stage" });
  return stage;
}

// A day of closing on a deal that is open can only be the one expected: so other systems export it.
function settleDays({ values, before }: Draft, stage: Stage, today: string): void {
  if (stage.kind !== "open") {
    if (!values["closed_on"] && !before?.["closed_on"]) values["closed_on"] = today;
    return;
  }
  const stated = values["closed_on"];
  if (stated && !values["expected_close_on"]) values["expected_close_on"] = stated;
  if (stated || before?.["closed_on"]) values["closed_on"] = null;
}

/** From when on a deal that came into the stage at `entered` has stood there too long. */
function stuckAt(entered: string, { kind, daysLimit }: Stage): string | null {
  if (kind !== "open" || daysLimit === null) return null;
  return new Date(Date.parse(entered) + daysLimit * 86_400_000).toISOString();
}

function enteredAt(work: Work, draft: Draft, stage: Stage, today: string): string {
  const day =
    stage.kind !== "open" ? dayOf(draft, "closed_on") : draft.before ? null : dayOf(draft, "opened_on");
  if (!day || day >= today) return work.now.toISOString();
  const entered = instantOf(day, work.actor.timeZone, work.now);
  const before = draft.before?.["stage_entered_at"] as string | undefined;
  return before && before > entered ? before : entered;
}

function checkDays(draft: Draft): void {
  const opened = dayOf(draft, "opened_on");
  const closed = dayOf(draft, "closed_on");
  if (opened && closed && closed < opened) {
    throw new AppError("field_invalid", { field: "closed_on" in draft.values ? "closed_on" : "opened_on" });
  }
}

function dayOf(draft: Draft, field: string): string | null {
  return valueOf(draft, field) as string | null;
}

function earlier(day: string, other: string | null): string {
  return other && other < day ? other : day;
}
