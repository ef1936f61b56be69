import { z } from "zod";
import { defineAction } from "#kernel/action";
import { recordShape } from "#records/contract";

/** What one does not let lie, the most pressing first: the customer asked, looked, or will soon be too late. */
export const followReasons = ["commented", "opened", "expiring"] as const;

/** Days in which a quote expires that is to be followed up, and for which what the customer did is news. */
export const followDays = { expiring: 7, opened: 3, commented: 14 } as const;

const followed = z.strictObject({
  quote: recordShape,
  reason: z.enum(followReasons),
  /** When the customer commented or last looked. */
  at: z.iso.datetime().nullable(),
  /** What they wrote, its beginning. */
  words: z.string().nullable(),
});
export type FollowedQuote = z.infer<typeof followed>;

export const readQuotesToFollow = defineAction({
  id: "quotes.to_follow",
  method: "GET",
  path: "/api/home/quotes",
  summary:
    "Quotes that were sent and want following up: the customer wrote and waits for an answer, looked at it, or it expires soon",
  permission: "signed_in",
  query: z.strictObject({
    whose: z.enum(["mine", "team", "all"]).default("mine"),
    limit: z.coerce.number().int().min(1).max(50).default(8),
  }),
  output: z.strictObject({ data: z.array(followed), count: z.int() }),
});
