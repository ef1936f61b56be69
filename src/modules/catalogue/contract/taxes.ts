import { z } from "zod";
import { choice, date, decimal, defineObject, text } from "#records/contract";

/** How products are taxed, by kind; which rate that is, the country says. */
export const taxClasses = ["standard", "reduced", "super_reduced", "zero", "exempt"] as const;

/** How a line comes to its tax: `standard` by the rate of the country; all others at no tax, each for its reason. */
export const taxTreatments = [
  "standard",
  "reverse_charge",
  "export",
  "exempt",
  "zero",
  "not_registered",
] as const;
export const taxTreatment = z.enum(taxTreatments);
export type TaxTreatment = z.infer<typeof taxTreatment>;

export const taxRateObject = defineObject({
  name: "tax_rate",
  plural: "tax-rates",
  table: "tax_rates",
  module: "catalogue",
  title: "tax_class",
  icon: "percentage",
  owned: false,
  columns: ["country", "tax_class", "rate", "valid_from", "valid_until"],
  sort: "country",
  fields: {
    country: text({ required: true, max: 2, code: "country" }),
    tax_class: choice({ options: taxClasses, open: true, optionsOf: "product", required: true }),
    rate: decimal({ required: true, scale: 4, min: 0 }),
    valid_from: date({ required: true }),
    valid_until: date(),
  },
});
