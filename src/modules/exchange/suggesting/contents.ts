import type { Field } from "#records/contract";
import { readBoolean } from "../values/booleans.ts";
import { countryNamed } from "../values/countries.ts";
import { readDate } from "../values/dates.ts";
import { readNumber } from "../values/numbers.ts";

export type Content =
  | "email"
  | "phone"
  | "url"
  | "date"
  | "number"
  | "boolean"
  | "country"
  | "text"
  | "nothing";

/** What a column holds, by its values: a kind that four fifths of them are, or the share told; `text` else. */
export function contentOf(values: readonly string[], least = 0.8): Content {
  const sample = values.slice(0, 200);
  if (sample.length === 0) return "nothing";
  const share = (is: (value: string) => boolean): number => sample.filter(is).length / sample.length;
  for (const [content, is] of kinds) if (share(is) >= least) return content;
  return "text";
}

const isDate = (value: string): boolean =>
  /[-./\s]|^\d{8}$/.test(value) &&
  (["ymd", "dmy", "mdy"] as const).some((notation) => readDate(value, notation) !== null);
const isNumber = (value: string): boolean =>
  readNumber(value, ".") !== null || readNumber(value, ",") !== null;

const kinds: readonly (readonly [Content, (value: string) => boolean])[] = [
  ["email", (value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)],
  ["url", (value) => /^(https?:\/\/|www\.)\S+$/i.test(value)],
  ["boolean", (value) => readBoolean(value) !== null],
  ["date", isDate],
  ["phone", (value) => /^(\+|00|\()[\d\s().\-/]{6,}$|^\d{3,4}[\s-]\d{3}[\s-]\d{2,4}/.test(value)],
  ["number", isNumber],
  ["country", (value) => value.length > 1 && countryNamed(value) !== undefined],
];

/** Whether a value is of a kind beyond doubt. */
export function isOfKind(content: Content, value: string): boolean {
  return kinds.find(([kind]) => kind === content)?.[1](value) ?? false;
}

/** How well values of a kind go into a field, 0 to 1; by this a fitting heading over the wrong values is passed over. */
export function fits(content: Content, field: Field, part?: string): number {
  if (content === "nothing") return 0.8;
  if (part === "country") return content === "country" || content === "text" ? 1 : 0;
  switch (field.type) {
    case "email":
      return content === "email" ? 1 : 0.2;
    case "url":
      return content === "url" || content === "text" ? 1 : 0.2;
    case "phone":
      return content === "phone" || content === "number" ? 1 : 0.4;
    case "date":
    case "date_time":
      return content === "date" ? 1 : 0;
    case "number":
    case "decimal":
    case "money":
    case "percent":
      if (part === "currency") return content === "text" ? 1 : 0;
      return content === "number" || content === "boolean" ? 1 : 0;
    case "boolean":
      return content === "boolean" ? 1 : 0;
    case "person_name":
    case "link":
    case "user":
      return content === "text" || content === "country" || (field.type === "user" && content === "email")
        ? 1
        : 0.3;
    default:
      return content === "date" || content === "email" || (part === "city" && content === "country")
        ? 0.5
        : 1;
  }
}
