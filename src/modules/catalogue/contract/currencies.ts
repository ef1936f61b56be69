import { date, decimal, defineObject, text } from "#records/contract";

/** What one unit of a currency was worth on a day, in the organisation's own. */
export const currencyRateObject = defineObject({
  name: "currency_rate",
  plural: "currency-rates",
  table: "currency_rates",
  module: "catalogue",
  title: "name",
  icon: "coin",
  owned: false,
  columns: ["name", "currency", "day", "rate"],
  sort: "-day",
  fields: {
    name: text({ readOnly: true }),
    currency: text({ required: true, max: 3, code: "currency" }),
    day: date({ required: true }),
    rate: decimal({ required: true, scale: 6 }),
  },
});
