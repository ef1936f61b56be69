import { amount } from "./number-texts.ts";
import type { Money } from "#kernel/money";
import type { Address, Field } from "../contract/index.ts";
import { schemaOf } from "../writing/values.ts";

/** What texts are read by: where a number has no currency, and which option a key is. */
export interface Reading {
  readonly currency: string;
  readonly label: (key: string) => string;
}

/** A value in the API's shape as a person would write it. */
export function textOf(value: unknown, field: Field, { label }: Reading): string {
  switch (field.type) {
    case "money":
      return `${(value as Money).amount} ${(value as Money).currency}`;
    case "choice":
      return label(value as string);
    case "choices":
      return (value as readonly string[]).map(label).join(", ");
    case "address":
      return addressText(value as Address);
    case "date_time":
      return new Date(value as string | Date).toISOString();
    default:
      return String(value);
  }
}

/** The text as a value of `field`, in the API's shape; undefined where it cannot be one. Choices give labels. */
export function fromText(text: string, field: Field, reading: Reading): unknown {
  const candidate = candidateOf(text.trim(), field, reading);
  if (candidate === undefined) return undefined;
  if (field.type === "choice" || field.type === "choices") return candidate;
  const parsed = schemaOf(field).safeParse(candidate);
  return parsed.success && parsed.data !== "" ? parsed.data : undefined;
}

function candidateOf(text: string, field: Field, reading: Reading): unknown {
  switch (field.type) {
    case "text":
      return text.replace(/\s+/g, " ");
    case "number":
    case "percent": {
      const number = amount(text.replace(/%$/, ""));
      return number === undefined ? undefined : Number(number);
    }
    case "decimal": {
      const number = amount(text);
      return number === undefined ? undefined : rounded(number, field.scale ?? 4);
    }
    case "money":
      return moneyOf(text, reading.currency);
    case "boolean":
      return yes.has(text.toLowerCase()) ? true : no.has(text.toLowerCase()) ? false : undefined;
    case "date":
      return dayOf(text);
    case "date_time":
      return instantOf(text);
    case "choice":
      return text === "" ? undefined : text.slice(0, 200);
    case "choices":
      return text
        .split(/[,;]/)
        .map((one) => one.trim().slice(0, 200))
        .filter(Boolean);
    case "address":
      return { street: text.replace(/\s+/g, " ") };
    default:
      return text;
  }
}

const yes = new Set(["true", "yes", "y", "1", "да", "sí", "si", "✓", "x"]);
const no = new Set(["false", "no", "n", "0", "нет", "не", "-"]);

function addressText({ street, postal_code, city, region, country }: Address): string {
  return [street, [postal_code, city].filter(Boolean).join(" "), region, country].filter(Boolean).join(", ");
}

function moneyOf(text: string, currency: string): Money | undefined {
  const [, number = "", named] = /^(.*?)\s*([A-Z]{3})?$/.exec(text) ?? [];
  const parsed = amount(number);
  return parsed === undefined ? undefined : { amount: rounded(parsed, 4), currency: named ?? currency };
}

function rounded(number: string, places: number): string {
  const [whole = "0", fraction = ""] = number.split(".");
  return fraction.length <= places ? number : Number(`${whole}.${fraction}`).toFixed(places);
}

/** Year first, or the day first as in all our countries: 2026-11-25, 25.11.2026, 25/11/2026. */
function dayOf(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:$|T)/.exec(text);
  if (iso) return iso.slice(1, 4).join("-");
  const [, day = "", month = "", year = ""] = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text) ?? [];
  return year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : undefined;
}

function instantOf(text: string): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return text;
  const day = dayOf(text);
  return day && `${day}T00:00:00Z`;
}
