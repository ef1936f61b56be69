import { z } from "zod";
import { defineAction } from "#kernel/action";
import { allOf, type Filter } from "#kernel/filter";
import { lastDayOf, periodAt } from "./periods.ts";
import { scopeQuery, sumShape } from "./scope.ts";

/** By what won and lost deals are told apart. */
export const breakdowns = [
  "month",
  "owner",
  "product",
  "source",
  "reason",
  "competitor",
  "pipeline",
] as const;
export type Breakdown = (typeof breakdowns)[number];

/** The first day of the twelve months that end with the month of a day. */
export function yearEndingOn(day: string): string {
  return periodAt("month", day, -11).from;
}

/** The past twelve months unless told, both days included. */
const daysQuery = { from: z.iso.date().optional(), to: z.iso.date().optional() };

const shared = {
  from: z.iso.date(),
  to: z.iso.date(),
  currency: z.string(),
  /** The records that all of it speaks of; those of a row are found by `outcomeRecords` and `stageRecords`. */
  filter: z.custom<Filter>(),
};

export const outcomeRow = z.strictObject({
  /** Id of the record, key of the choice or first day of the month; null: none. */
  key: z.string().nullable(),
  title: z.string().nullable(),
  won: sumShape,
  lost: sumShape,
  /** How long the won ones were open, in days on average. */
  days: z.number().nullable(),
});
export type OutcomeRow = z.infer<typeof outcomeRow>;

export const readOutcomes = defineAction({
  id: "sales_reports.outcomes",
  method: "GET",
  path: "/api/sales-reports/outcomes",
  summary:
    "Deals won and lost in a span of days, by month, seller, product, source, reason, competitor or pipeline",
  permission: "signed_in",
  query: z.strictObject({ by: z.enum(breakdowns).default("month"), ...daysQuery, ...scopeQuery }),
  output: z.strictObject({
    by: z.enum(breakdowns),
    ...shared,
    total: outcomeRow.omit({ key: true, title: true }),
    rows: z.array(outcomeRow),
    /** How many rows there are beyond those told: the largest are. */
    left: z.int(),
  }),
});

export const stageRow = z.strictObject({
  stage: z.strictObject({ id: z.string(), title: z.string().nullable(), kind: z.string() }),
  /** Deals that have stood in it. */
  reached: sumShape,
  /** What has become of these by now. */
  won: z.int(),
  lost: z.int(),
  open: z.int(),
  /** Of all deals opened in these days, 0 to 1. */
  share: z.number(),
  /** Of those that are closed by now, which were won: 0 to 1. */
  conversion: z.number().nullable(),
  /** How long a stay took that is over, in days: on average. */
  days: z.number().nullable(),
  /** How many stand there now. */
  standing: z.int(),
});
export type StageRow = z.infer<typeof stageRow>;

export const readFunnel = defineAction({
  id: "sales_reports.funnel",
  method: "GET",
  path: "/api/sales-reports/funnel",
  summary:
    "How far deals opened in a span of days have come: how many stood in each stage, how long, and what became of them",
  permission: "signed_in",
  query: z.strictObject({ ...daysQuery, ...scopeQuery }),
  output: z.strictObject({
    pipeline: z.strictObject({ id: z.string(), title: z.string().nullable() }).nullable(),
    ...shared,
    /** All deals opened in these days. */
    opened: sumShape,
    rows: z.array(stageRow),
  }),
});

const isWon: Filter = { field: "stage.kind", op: "is", value: "won" };
const isLost: Filter = { field: "stage.kind", op: "is", value: "lost" };

/** The deals behind a figure of a report, as a list is asked for them. */
export function outcomeRecords(
  report: { readonly by: Breakdown; readonly filter: Filter },
  row: { readonly key: string | null } | null,
  outcome: "won" | "lost" | "both",
): Filter {
  return (
    allOf(
      report.filter,
      outcome === "both" ? undefined : outcome === "won" ? isWon : isLost,
      row ? ofBreakdown(report.by, row.key) : undefined,
    ) ?? report.filter
  );
}

export function stageRecords(
  report: { readonly filter: Filter },
  stage: string,
  which: "reached" | "won" | "lost" | "open" | "standing",
): Filter {
  if (which === "standing")
    return allOf(report.filter, { field: "stage", op: "is", value: stage }) ?? report.filter;
  const stood: Filter = { related: "stage_changes", some: { field: "stage", op: "is", value: stage } };
  const become: Filter | undefined =
    which === "reached" ? undefined : { field: "stage.kind", op: "is", value: which };
  return allOf(report.filter, stood, become) ?? report.filter;
}

function ofBreakdown(by: Breakdown, key: string | null): Filter {
  switch (by) {
    case "month":
      return key === null
        ? { field: "closed_on", op: "empty" }
        : { field: "closed_on", op: "between", value: { from: key, to: lastDayOf(periodAt("month", key)) } };
    case "product":
      return key === null
        ? { related: "products", none: true }
        : { related: "products", some: { field: "product", op: "is", value: key } };
    case "competitor":
      return key === null
        ? { related: "competitors", none: true }
        : { field: "competitors", op: "has", value: key };
    case "owner":
    case "source":
    case "pipeline":
      return is(by, key);
    case "reason":
      return is("lost_reason", key);
  }
}

function is(field: string, key: string | null): Filter {
  return key === null ? { field, op: "empty" } : { field, op: "is", value: key };
}
