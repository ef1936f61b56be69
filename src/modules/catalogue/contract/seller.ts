import { z } from "zod";
import { defineAction } from "#kernel/action";
import {
  address,
  addressParts,
  boolean,
  choice,
  date,
  defineObject,
  email,
  phone,
  recordShape,
  text,
  url,
} from "#records/contract";

/** Whether prices contain the tax, and where it is rounded: as the country does, or as the organisation says. */
export const taxInPrices = ["by_country", "included", "on_top"] as const;
export const taxRounding = ["by_country", "line", "document"] as const;

/** Who sells: what stands at the head and the foot of each document. There is one. */
export const sellerObject = defineObject({
  name: "seller",
  plural: "sellers",
  table: "sellers",
  module: "catalogue",
  title: "name",
  icon: "building-store",
  owned: false,
  closed: true,
  columns: ["name", "tax_number", "address"],
  sort: "name",
  fields: {
    name: text({ required: true, max: 300, group: "who" }),
    address: address({ group: "contact" }),
    tax_country: text({ max: 2, code: "country", group: "money" }),
    registration_number: text({ max: 40, group: "money" }),
    tax_number: text({ max: 40, group: "money" }),
    vat_registered: boolean({ default: true, group: "money" }),
    union_consumers_from: date({ group: "money" }),
    union_consumers_services: boolean({ default: false, group: "money" }),
    tax_in_prices: choice({ options: taxInPrices, default: "by_country", required: true, group: "money" }),
    tax_rounding: choice({ options: taxRounding, default: "by_country", required: true, group: "money" }),
    bank: text({ max: 200, group: "money" }),
    iban: text({ max: 60, group: "money" }),
    bic: text({ max: 20, group: "money" }),
    email: email({ group: "contact" }),
    phone: phone({ group: "contact" }),
    website: url({ group: "contact" }),
    signatory: text({ max: 200, group: "who" }),
  },
});

const optional = (max: number) => z.string().trim().max(max).nullable();

export const changeSeller = defineAction({
  id: "seller.change",
  method: "PATCH",
  path: "/api/seller",
  summary: "Changes what documents say of the seller: name, address, tax number, bank account",
  permission: "settings:change",
  body: z
    .strictObject({
      name: z.string().trim().min(1).max(300),
      address: z
        .strictObject(Object.fromEntries(addressParts.map((part) => [part, optional(200).optional()])))
        .nullable(),
      tax_country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .nullable(),
      registration_number: optional(40),
      tax_number: optional(40),
      vat_registered: z.boolean(),
      union_consumers_from: z.iso.date().nullable(),
      union_consumers_services: z.boolean(),
      tax_in_prices: z.enum(taxInPrices),
      tax_rounding: z.enum(taxRounding),
      bank: optional(200),
      iban: optional(60),
      bic: optional(20),
      email: optional(320),
      phone: optional(60),
      website: optional(500),
      signatory: optional(200),
    })
    .partial(),
  output: recordShape,
});

export const readSeller = defineAction({
  id: "seller.read",
  method: "GET",
  path: "/api/seller",
  summary: "What documents say of the seller",
  permission: "signed_in",
  output: recordShape,
});
