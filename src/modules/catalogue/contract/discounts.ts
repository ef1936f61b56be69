import { z } from "zod";
import { defineAction } from "#kernel/action";

const limit = z.strictObject({
  role: z.uuid(),
  /** The highest discount that needs no approval; null: any. */
  percent: z.number().min(0).max(100).nullable(),
});

export const readDiscountLimits = defineAction({
  id: "discount_limits.read",
  method: "GET",
  path: "/api/discount-limits",
  summary: "The highest discount that each role gives by itself, and one's own",
  permission: "signed_in",
  output: z.strictObject({
    /** In percent: what the caller gives without approval. */
    own: z.number(),
    data: z.array(limit.extend({ name: z.string() })),
  }),
});

export const changeDiscountLimits = defineAction({
  id: "discount_limits.change",
  method: "PUT",
  path: "/api/discount-limits",
  summary: "Says the highest discount that roles give without approval",
  permission: "settings:change",
  body: z.strictObject({ data: z.array(limit).max(200) }),
  output: readDiscountLimits.output,
});
