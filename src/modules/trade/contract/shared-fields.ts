import type { Filter } from "#kernel/filter";
import { locales } from "#kernel/locale";
import { boolean, choice, decimal, link, longText, money, number, percent, text } from "#records/contract";

/** What quotes and orders have in common; all of it is settled once the document is no draft any more. */
export function documentFields(back: string, readOnlyWhen: Filter) {
  const own = { readOnlyWhen } as const;
  return {
    customer: link("party", { required: true, back, group: "who", ...own }),
    contact: link("person", { back: `${back}_as_contact`, group: "who", ...own }),
    deal: link("deal", { back, group: "who", ...own }),
    currency: text({ max: 3, code: "currency", codesFirst: "currency_rate", group: "money", ...own }),
    discount: percent({ default: 0, group: "money", ...own }),
    net: money({ readOnly: true, group: "money" }),
    tax: money({ readOnly: true, group: "money" }),
    total: money({ readOnly: true, group: "money" }),
    tax_included: boolean({ readOnly: true, group: "money" }),
    rounding: choice({
      options: ["line", "document"],
      readOnly: true,
      hidden: true,
    }),
    channel: text({ max: 60, group: "other", ...own }),
    language: choice({ options: locales, group: "other", ...own }),
    terms: longText({ max: 20_000, group: "other", ...own }),
  };
}

/** What a line of a quote and of an order says of what is sold and for how much. */
export function lineFields(back: string) {
  return {
    position: number({ min: 0 }),
    product: link("product", { back }),
    description: text({ max: 2000, searched: true }),
    quantity: decimal({ required: true, scale: 6, default: "1" }),
    unit: text({ max: 40 }),
    price: money(),
    discount: percent({ default: 0 }),
    tax_class: text({ max: 60, hidden: true }),
    tax_rate: percent({ default: 0 }),
    tax_treatment: text({ max: 60, hidden: true }),
    net: money(),
    tax: money(),
    total: money(),
  };
}
