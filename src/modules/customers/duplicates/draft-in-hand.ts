import { z } from "zod";
import { normalised } from "../contact-points/normalising.ts";
import type { PartyKind } from "../contract/duplicates.ts";
import type { Draft } from "./facts.ts";

type Values = Readonly<Record<string, unknown>>;

/** What is compared of the values of a form or a request, which may hold anything while somebody still types. */
export function draftOf(kind: PartyKind, values: Values, country: string): Draft {
  const [email, phone] = [textOf(values["email"]), textOf(values["phone"])];
  const address = partsOf(values["address"]);
  return {
    name: kind === "person" ? personNameOf(values["name"]) : textOf(values["name"]),
    email: email && normalised("email", email, country),
    phone: phone && normalised("phone", phone, country),
    website: textOf(values["website"]),
    taxNumber: textOf(values["tax_number"]),
    birthDate: fitting(day, values["birth_date"]),
    company: fitting(id, partsOf(values["company"])["id"] ?? values["company"]),
    street: textOf(address["street"]),
    city: textOf(address["city"]),
  };
}

const [day, id] = [z.iso.date(), z.uuid()];

function fitting(shape: z.ZodType<string>, value: unknown): string | null {
  return typeof value === "string" ? (shape.safeParse(value).data ?? null) : null;
}

const longest = 400;

function textOf(value: unknown): string | null {
  if (typeof value !== "string" || value.includes("\0")) return null;
  return value.trim().slice(0, longest) || null;
}

function partsOf(value: unknown): Values {
  return typeof value === "object" && value !== null ? (value as Values) : {};
}

function personNameOf(value: unknown): string | null {
  const { given, middle, family } = partsOf(value);
  const [first, between, last] = [textOf(given), textOf(middle), textOf(family)];
  // As `comparedName`: names in the middle are often left out.
  return textOf(value) ?? ([first, first && last ? null : between, last].filter(Boolean).join(" ") || null);
}
