import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js";
import { z } from "zod";

/**
 * The form in which a channel compares an address, number or handle: e-mail in lower case, telephone as
 * E.164 (a national number is read as one of `country`), a handle without its `@`. Null when `value` is
 * nothing of the kind.
 */
export function normalised(kind: string, value: string, country: string): string | null {
  const text = value.trim();
  switch (kind) {
    case "email":
      return z.regexes.unicodeEmail.test(text) ? text.toLowerCase() : null;
    case "phone":
    case "whatsapp":
      return phoneNumber(text, country);
    case "viber":
      // A bot there is told no numbers, but what Viber calls a person.
      return /^[+\d\s().-]+$/.test(text) ? phoneNumber(text, country) : handle(text);
    case "website":
      return webAddress(text);
    case "telegram":
      return (text.startsWith("+") ? phoneNumber(text, country) : null) ?? handle(text);
    default:
      return handle(text);
  }
}

const parsedLately = new Map<string, string | null>();
// As many as the batches have that an import has at work.
const mostKept = 4096;

// A number is read when a new party is looked up and again when it is written; reading it costs as much as asking the database.
function phoneNumber(text: string, country: string): string | null {
  const key = `${country} ${text}`;
  const known = parsedLately.get(key);
  if (known !== undefined) return known;
  const parsed = parsePhoneNumberFromString(text, country as CountryCode);
  const number = parsed?.isPossible() ? parsed.number : null;
  if (parsedLately.size >= mostKept) parsedLately.clear();
  parsedLately.set(key, number);
  return number;
}

/** What stands for a number nobody can dial from abroad, such as an extension: its digits. */
export function digitsOf(text: string): string {
  return text.replace(/[^\d+*#]/g, "") || text.trim().toLowerCase();
}

function webAddress(text: string): string | null {
  const full = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(full) || /\s/.test(text)) return null;
  const { hostname, pathname } = new URL(full);
  return hostname.includes(".") ? hostname.replace(/^www\./, "") + pathname.replace(/\/$/, "") : null;
}

function handle(text: string): string | null {
  return text.replace(/^@/, "").toLowerCase() || null;
}
