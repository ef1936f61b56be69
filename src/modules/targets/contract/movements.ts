import { z } from "zod";
import { defineAction } from "#kernel/action";
import { categories } from "./forecast.ts";
import { periodQuery, periodShape } from "./periods.ts";
import { scopeQuery, titled } from "./scope.ts";

/** What became of a deal between two looks at a period. */
export const movements = ["won", "new", "came", "changed", "went", "lost", "removed"] as const;
export type Movement = (typeof movements)[number];

const look = z.strictObject({
  category: z.enum(["won", ...categories]),
  /** In the organisation's currency; null where it has none, and to those who may not see amounts. */
  amount: z.string().nullable(),
});

export const movedDeal = z.strictObject({
  movement: z.enum(movements),
  deal: titled,
  owner: z.string().nullable(),
  /** That it lies in the recycle bin. */
  isRemoved: z.boolean(),
  before: look.nullable(),
  after: look.nullable(),
});
export type MovedDeal = z.infer<typeof movedDeal>;

export const readMovements = defineAction({
  id: "forecast.movements",
  method: "GET",
  path: "/api/forecast/movements",
  summary:
    "Which deals came into the forecast of a period since a snapshot, went out of it, were won, lost or changed; up to another snapshot, or now",
  permission: "signed_in",
  query: z.strictObject({
    ...periodQuery,
    pipeline: scopeQuery.pipeline,
    /** The newest snapshot unless told. */
    since: z.uuid().optional(),
    until: z.uuid().optional(),
  }),
  output: z.strictObject({
    period: periodShape,
    currency: z.string(),
    /** That the deals of the snapshots are still kept; without them nothing can be told. */
    isKept: z.boolean(),
    totals: z.array(
      z.strictObject({
        movement: z.enum(movements),
        count: z.int(),
        /** By how much the forecast is more for it. */
        amount: z.string().nullable(),
      }),
    ),
    /** The largest first. */
    data: z.array(movedDeal),
    left: z.int(),
  }),
});
