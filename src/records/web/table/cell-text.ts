import { currencyCode } from "#kernel/money";
import { type Address, type FieldMetadata, type LinkValue, readsAs } from "#records/contract";
import { currencyCodes } from "../input/currencies.ts";
import { parseTypedDate, parseTypedTime, typedDate } from "../input/typed-date.ts";
import { parseTypedNumber, typedNumber } from "../input/typed-number.ts";
import { instantOf, localParts } from "../input/zoned-time.ts";

/** What reading and writing cells as text leans on. */
export interface TextContext {
  readonly locale: string;
  readonly timeZone: string;
  readonly today: string;
  /** Currency of an amount that comes without one. */
  readonly currency: string;
  readonly yes: readonly string[];
  /** Options of a choice: key and title. */
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** A cell that has to be looked up before it is a value: a record or user by name. */
export interface NameToFind {
  readonly find: string;
}

/** What a pasted text means for the field: a value as it is shown, null for an empty cell, undefined when it cannot be read. */
export function readCell(field: FieldMetadata, text: string, context: TextContext): unknown {
  const typed = text.trim();
  if (typed === "") return null;
  switch (field.type) {
    case "number":
    case "percent": {
      const number = parseTypedNumber(typed.replace("%", ""), context.locale);
      return number === null ? undefined : Number(number);
    }
    case "decimal":
      return parseTypedNumber(typed, context.locale) ?? undefined;
    case "money":
      return readMoney(typed, context);
    case "boolean":
      return [...context.yes, "true", "1", "yes", "x"].includes(typed.toLocaleLowerCase());
    case "date":
      return parseTypedDate(typed, context.locale, context.today) ?? undefined;
    case "date_time":
      return readInstant(typed, context);
    case "choice":
      return optionOf(typed, context);
    case "choices": {
      const keys = typed.split(/[,;]/).map((part) => optionOf(part.trim(), context));
      return keys.includes(undefined) ? undefined : keys;
    }
    case "link":
    case "user":
      return { find: typed } satisfies NameToFind;
    case "person_name": {
      const [given = "", ...rest] = typed.split(/\s+/);
      const family = rest.pop() ?? null;
      return { given, middle: rest.join(" ") || null, family, full: typed };
    }
    case "address":
      return { city: typed };
    case "links":
    case "file":
      return undefined;
    default:
      return text;
  }
}

/** A value as plain text, for the clipboard. */
export function writeCell(field: FieldMetadata, value: unknown, context: TextContext): string {
  if (value === null || value === undefined) return "";
  switch (readsAs(field)) {
    case "number":
    case "percent":
    case "decimal":
      return typedNumber(value as string | number, context.locale);
    case "money": {
      const { amount, currency } = value as { amount: string; currency: string };
      return `${typedNumber(amount, context.locale)} ${currency}`;
    }
    case "date":
      return typedDate(String(value), context.locale);
    case "date_time": {
      const { day, time } = localParts(String(value), context.timeZone);
      return `${typedDate(day, context.locale)} ${time}`;
    }
    case "choice":
      return labelOf(String(value), context);
    case "choices":
      return (value as readonly string[]).map((key) => labelOf(key, context)).join(", ");
    case "boolean":
      return value ? (context.yes[0] ?? "1") : "";
    case "link":
    case "user":
    case "file":
      return (value as LinkValue).title;
    case "links":
      return (value as readonly LinkValue[]).map((link) => link.title).join(", ");
    case "person_name":
      return typeof value === "string" ? value : String((value as { full?: string }).full ?? "");
    case "address": {
      const { street, postal_code, city, region, country } = value as Address;
      return [street, postal_code, city, region, country].filter(Boolean).join(", ");
    }
    default:
      return String(value);
  }
}

function readMoney(typed: string, context: TextContext): unknown {
  const amount = parseTypedNumber(typed, context.locale);
  if (amount === null) return undefined;
  const code = /[A-Z]{3}/.exec(typed)?.[0];
  const signed = currencyCodes(context.currency)
    .slice(0, signsKnown)
    .find((known) => typed.includes(signOf(known)));
  return {
    amount,
    currency: code && currencyCode.safeParse(code).success ? code : (signed ?? context.currency),
  };
}

// The organisation's own currency comes first: `$` means pesos in Mexico.
const signsKnown = 7;

function signOf(currency: string): string {
  const parts = new Intl.NumberFormat("bg", {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
  }).formatToParts(1);
  return parts.find((part) => part.type === "currency")?.value ?? currency;
}

function readInstant(typed: string, context: TextContext): string | undefined {
  if (/^\d{4}-\d\d-\d\dT/.test(typed))
    return Number.isNaN(Date.parse(typed)) ? undefined : new Date(typed).toISOString();
  const split = /^(.*?)[\s,T]+(\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?)$/i.exec(typed);
  const day = parseTypedDate(split?.[1] ?? typed, context.locale, context.today);
  const time = split?.[2] ? parseTypedTime(split[2]) : "09:00";
  return day && time ? instantOf(day, time, context.timeZone) : undefined;
}

function optionOf(typed: string, { options }: TextContext): string | undefined {
  const lower = typed.toLocaleLowerCase();
  return options.find(({ value, label }) => value === typed || label.toLocaleLowerCase() === lower)?.value;
}

function labelOf(key: string, { options }: TextContext): string {
  return options.find((option) => option.value === key)?.label ?? key;
}
