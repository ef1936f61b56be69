import { z } from "zod";
import { defineAction } from "#kernel/action";
import { allOf, type Filter } from "#kernel/filter";
import { decimalText } from "#kernel/money";
import { idParams } from "#records/contract";
import { type Period, lastDayOf, periodQuery, periodShape, periodUnit } from "./periods.ts";
import { scopeQuery, sumShape, titled } from "./scope.ts";
import { subjectShape } from "./targets.ts";

/** What a deal counts for, the surest first. */
export const categories = ["commit", "best_case", "pipeline", "omitted"] as const;
export type Category = (typeof categories)[number];

/** From which probability on a deal counts for a category, in percent, unless somebody said otherwise of the deal. */
export const categoryFrom = { commit: 75, best_case: 50, pipeline: 1, omitted: 0 } as const;

const categorySums = z.strictObject({
  won: sumShape,
  commit: sumShape,
  best_case: sumShape,
  pipeline: sumShape,
  omitted: sumShape,
});

export const forecastFigures = z.strictObject({
  ...categorySums.shape,
  /** Won, and the open ones by the probability of their stage; omitted ones do not count. Null to those who may not see amounts. */
  weighted: z.string().nullable(),
  /** Won, and the open ones by their own chance; null too while not enough is known of how deals go. */
  expected: z.string().nullable(),
});
export type ForecastFigures = z.infer<typeof forecastFigures>;

const submission = z.strictObject({
  amount: z.string(),
  note: z.string().nullable(),
  by: z.string().nullable(),
  at: z.string(),
});

export const forecastNode = z.strictObject({
  subject: subjectShape,
  parent: z.string().nullable(),
  figures: forecastFigures,
  /** How it looked in the snapshot that is compared with. */
  before: forecastFigures.nullable(),
  /** What somebody says it will come to. */
  submitted: submission.nullable(),
  /** What is submitted here, else what those below say; of a person who says nothing: won and commit. */
  called: z.string().nullable(),
  target: z.string().nullable(),
  maySubmit: z.boolean(),
});
export type ForecastNode = z.infer<typeof forecastNode>;

export const readForecast = defineAction({
  id: "forecast.read",
  method: "GET",
  path: "/api/forecast",
  summary:
    "What a period will come to: by category, weighted, by the history of stages, and as submitted, rolled up along the teams",
  permission: "signed_in",
  query: z.strictObject({ ...periodQuery, pipeline: scopeQuery.pipeline, against: z.uuid().optional() }),
  output: z.strictObject({
    period: periodShape,
    currency: z.string(),
    /** Teams before what is in them; the first one is everybody whom the reader sees. */
    nodes: z.array(forecastNode),
    /** Open deals that should have closed before the period began. */
    overdue: sumShape,
  }),
});

export const readForecastTerritories = defineAction({
  id: "forecast.territories",
  method: "GET",
  path: "/api/forecast/territories",
  summary:
    "What a period will come to by territory: a deal that lies in several counts in each, what lies in none is the last row",
  permission: "signed_in",
  query: z.strictObject({ ...periodQuery, pipeline: scopeQuery.pipeline }),
  output: z.strictObject({
    period: periodShape,
    currency: z.string(),
    rows: z.array(
      z.strictObject({
        /** Null: in none of those told. */
        territory: titled.nullable(),
        /** Its deals, whatever they count for. */
        filter: z.custom<Filter>(),
        figures: forecastFigures,
      }),
    ),
  }),
});

export const readForecastLine = defineAction({
  id: "forecast.line",
  method: "GET",
  path: "/api/forecast/line",
  summary: "What a period will come to in one line, for the deals of a scope",
  permission: "signed_in",
  query: z.strictObject({ ...periodQuery, ...scopeQuery, mine: z.stringbool().optional() }),
  output: z.strictObject({
    period: periodShape,
    currency: z.string(),
    figures: forecastFigures,
    target: z.string().nullable(),
  }),
});

const fold = z.strictObject({
  from: z.string(),
  until: z.string(),
  deals: z.int(),
  won: z.int(),
  brier: z.number(),
  plainBrier: z.number(),
  /** What was won of them, and what was foretold by either; null to those who may not see all amounts. */
  amount: z.number().nullable(),
  predicted: z.number().nullable(),
  plainPredicted: z.number().nullable(),
});
export type HeldBack = z.infer<typeof fold>;

export const evidenceShape = z.strictObject({
  deals: z.int(),
  won: z.int(),
  lost: z.int(),
  /** What it is made from besides stages and how long a deal has stood in them. */
  usesAmounts: z.boolean(),
  sellers: z.int(),
  folds: z.array(fold),
  /** Of all held-back deals, by the chance that was foretold: how many were won. */
  calibration: z.array(
    z.strictObject({ from: z.number(), deals: z.int(), foretold: z.number(), won: z.number() }),
  ),
});
export type Evidence = z.infer<typeof evidenceShape>;

export const readChances = defineAction({
  id: "forecast.chances",
  method: "GET",
  path: "/api/forecast/chances",
  summary: "How deals' own chances are known from past deals, and how well they would have told what came",
  permission: "signed_in",
  output: z.strictObject({
    /** `unknown`: nobody has looked yet; `not_enough`: there are too few past deals. */
    state: z.enum(["unknown", "not_enough", "known"]),
    learntAt: z.string().nullable(),
    evidence: evidenceShape.nullable(),
  }),
});

export const learnChances = defineAction({
  id: "forecast.learn_chances",
  method: "POST",
  path: "/api/forecast/chances",
  summary: "Learns the chances of deals anew from those that are closed, as each night does",
  permission: "forecast:adjust",
  output: readChances.output,
});

export const readDealChance = defineAction({
  id: "deals.chance",
  method: "GET",
  path: "/api/deals/:id/chance",
  summary: "The chance that a deal is won: of its stage, and its own from how such deals went",
  permission: "signed_in",
  params: idParams,
  output: z.strictObject({
    category: z.enum(categories).nullable(),
    /** Of the stage, 0 to 1. */
    plain: z.number().nullable(),
    /** Its own; null where the deal is closed, or too little is known. */
    own: z.number().nullable(),
    /** What its own is made of, each 0 to 1: that of all who stood there so long, then with the seller's and the amount's part. */
    parts: z.array(
      z.strictObject({ part: z.enum(["stage", "seller", "amount"]), chance: z.number(), deals: z.int() }),
    ),
    daysInStage: z.int().nullable(),
  }),
});

export const submitForecast = defineAction({
  id: "forecast.submit",
  method: "POST",
  path: "/api/forecast-submissions",
  summary:
    "Says what a period will come to for oneself, or for somebody or a team that one leads, with a note",
  permission: "forecast:submit",
  body: z.strictObject({
    unit: periodUnit,
    on: z.iso.date(),
    user: z.uuid().nullish(),
    team: z.uuid().nullish(),
    amount: decimalText,
    note: z.string().trim().max(1000).nullish(),
  }),
  status: 201,
  output: submission,
});

export const readSubmissions = defineAction({
  id: "forecast.submissions",
  method: "GET",
  path: "/api/forecast-submissions",
  summary: "What was said of a period, newest first: by whom, when and why",
  permission: "signed_in",
  query: z.strictObject({ ...periodQuery, user: z.uuid().optional(), team: z.uuid().optional() }),
  output: z.strictObject({ data: z.array(submission.extend({ subject: subjectShape })) }),
});

const snapshot = z.strictObject({ id: z.string(), takenAt: z.string(), by: z.string().nullable() });

export const readSnapshots = defineAction({
  id: "forecast.snapshots",
  method: "GET",
  path: "/api/forecast-snapshots",
  summary: "When the forecast was kept to compare with, newest first",
  permission: "signed_in",
  output: z.strictObject({ data: z.array(snapshot) }),
});

export const takeSnapshot = defineAction({
  id: "forecast.take_snapshot",
  method: "POST",
  path: "/api/forecast-snapshots",
  summary: "Keeps how the forecast looks now, as each Monday does",
  permission: "forecast:adjust",
  output: snapshot,
  status: 201,
});

/** The deals behind a figure of the forecast, as a list is asked for them. */
export function forecastRecords(
  period: Pick<Period, "from" | "until">,
  category: Category | "won",
  scope?: Filter,
): Filter {
  const days = { from: period.from, to: lastDayOf(period) };
  const filter =
    category === "won"
      ? allOf(
          scope,
          { field: "closed_on", op: "between", value: days },
          { field: "stage.kind", op: "is", value: "won" },
        )
      : allOf(
          scope,
          { field: "expected_close_on", op: "between", value: days },
          { field: "stage.kind", op: "is", value: "open" },
          ofCategory(category),
        );
  return filter as Filter;
}

function ofCategory(category: Category): Filter {
  const at = categories.indexOf(category);
  const above = categories[at - 1];
  const byProbability = allOf(
    { field: "forecast_category", op: "empty" },
    category === "omitted"
      ? {
          or: [
            { field: "probability", op: "empty" },
            { field: "probability", op: "lt", value: categoryFrom.pipeline },
          ],
        }
      : { field: "probability", op: "gte", value: categoryFrom[category] },
    above && category !== "omitted"
      ? { field: "probability", op: "lt", value: categoryFrom[above] }
      : undefined,
  ) as Filter;
  return { or: [{ field: "forecast_category", op: "is", value: category }, byProbability] };
}
