import { z } from "zod";
import { defineAction } from "#kernel/action";

const quoteSettings = z.strictObject({
  /** Days for which a quote holds, from the day on which it is begun, unless it says otherwise. */
  valid_days: z.int().min(0).max(3650),
});
export type QuoteSettings = z.infer<typeof quoteSettings>;

export const readQuoteSettings = defineAction({
  id: "quotes.settings",
  method: "GET",
  path: "/api/quote-settings",
  summary: "What holds for a quote that says nothing else",
  permission: "signed_in",
  output: quoteSettings,
});

export const changeQuoteSettings = defineAction({
  id: "quotes.change_settings",
  method: "PUT",
  path: "/api/quote-settings",
  summary: "Changes what holds for quotes that say nothing else, from now on",
  permission: "settings:change",
  body: quoteSettings,
  output: quoteSettings,
});
