import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams, recordShape } from "#records/contract";
import { closeDeal } from "#sales/contract";
import { documentContent, linesBody, quoteLineWish } from "./line-shapes.ts";

const comment = z.string().trim().max(1000);

/** What is said of the deal that an accepted quote wins, where the organisation asks on closing. */
const winning = closeDeal.body.pick({
  won_reason: true,
  won_comment: true,
  competitors: true,
  values: true,
  checks: true,
});
export type Winning = z.infer<typeof winning>;

export const readQuoteLines = defineAction({
  id: "quotes.lines",
  method: "GET",
  path: "/api/quotes/:id/lines",
  summary: "The lines of a quote in their order, with its taxes, and what to look at before it goes out",
  permission: "signed_in",
  params: idParams,
  output: documentContent,
});

export const changeQuoteLines = defineAction({
  id: "quotes.change_lines",
  method: "PUT",
  path: "/api/quotes/:id/lines",
  summary: "Says all lines of a draft at once; prices, taxes and sums follow",
  permission: "signed_in",
  params: idParams,
  body: linesBody(quoteLineWish),
  output: documentContent,
});

export const quoteFromDeal = defineAction({
  id: "quotes.from_deal",
  method: "POST",
  path: "/api/deals/:id/quotes",
  summary: "Begins a quote with the products of a deal",
  permission: "signed_in",
  params: idParams,
  output: recordShape,
  status: 201,
});

export const copyQuote = defineAction({
  id: "quotes.copy",
  method: "POST",
  path: "/api/quotes/:id/copies",
  summary:
    "Begins another quote with the same lines, at the prices of today where they were those of the price list",
  permission: "signed_in",
  params: idParams,
  body: z.strictObject({ customer: z.uuid().optional() }),
  output: recordShape,
  status: 201,
});

export const newQuoteVersion = defineAction({
  id: "quotes.new_version",
  method: "POST",
  path: "/api/quotes/:id/versions",
  summary: "Begins a new version of a quote that went out; the earlier one can no longer be accepted",
  permission: "quotes:send",
  params: idParams,
  output: recordShape,
  status: 201,
});

export const askForApproval = defineAction({
  id: "quotes.ask_for_approval",
  method: "POST",
  path: "/api/quotes/:id/approval",
  summary: "Asks whether a quote may go out with more discount than one may give",
  permission: "quotes:send",
  params: idParams,
  body: z.strictObject({ reason: comment.optional() }),
  output: recordShape,
  status: 201,
});

export const decideOnApproval = defineAction({
  id: "quotes.decide_on_approval",
  method: "PUT",
  path: "/api/quotes/:id/approval",
  summary: "Approves a quote, or sends it back with a comment",
  permission: "quotes:approve",
  params: idParams,
  body: z.strictObject({
    decision: z.enum(["approved", "rejected"]),
    comment: comment.optional(),
    /** The version of the quote that was looked at: what was changed since is not approved unseen. */
    version: z.int().optional(),
  }),
  output: recordShape,
});

export const takeApprovalBack = defineAction({
  id: "quotes.take_approval_back",
  method: "DELETE",
  path: "/api/quotes/:id/approval",
  summary: "Makes a quote that waits for approval, or has it, a draft again",
  permission: "quotes:send",
  params: idParams,
  output: recordShape,
});

export const sendQuote = defineAction({
  id: "quotes.send",
  method: "POST",
  path: "/api/quotes/:id/sending",
  summary: "Marks a quote as sent: from now on it is settled, and the customer can decide on it",
  permission: "quotes:send",
  params: idParams,
  output: recordShape,
});

export const withdrawQuote = defineAction({
  id: "quotes.withdraw",
  method: "DELETE",
  path: "/api/quotes/:id/sending",
  summary: "Withdraws a quote that was sent; nobody can accept it any more",
  permission: "quotes:send",
  params: idParams,
  output: recordShape,
});

export const acceptQuote = defineAction({
  id: "quotes.accept",
  method: "POST",
  path: "/api/quotes/:id/acceptance",
  summary: "Takes down that the customer accepted a quote: makes the order, and wins the deal",
  permission: "quotes:close",
  params: idParams,
  body: z.strictObject({
    /** Ids of the optional lines that the customer takes; those that stand chosen unless told. */
    options: z.array(z.uuid()).max(500).optional(),
    /** Who accepted, by name. */
    by: z.string().trim().max(200).optional(),
    /** Asked for by `deal_incomplete`, which names what is missing in `missing`. */
    winning: winning.optional(),
  }),
  output: z.strictObject({ quote: recordShape, order: recordShape }),
});

export const declineQuote = defineAction({
  id: "quotes.decline",
  method: "POST",
  path: "/api/quotes/:id/declining",
  summary: "Takes down that the customer declined a quote, and why",
  permission: "quotes:close",
  params: idParams,
  body: z.strictObject({
    reason: z.string().min(1).max(60),
    comment: comment.optional(),
    by: z.string().trim().max(200).optional(),
  }),
  output: recordShape,
});
