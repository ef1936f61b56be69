import type { Work } from "#records";
import { grantOn } from "#records/contract";
import { readBoolean } from "../values/booleans.ts";
import { countryCandidates } from "../values/countries.ts";
import { readDate, readDateTime } from "../values/dates.ts";
import { matcher } from "../values/likeness.ts";
import { currencyIn, currencyOf, multiplied, readNumber } from "../values/numbers.ts";
import { splitPersonName } from "../values/person-names.ts";
import type { Choices } from "./choices.ts";
import type { Placed } from "./mapping-check.ts";

/** What a cell means: a value, records it names, nothing, or something that does not fit. */
export type Reading =
  | { readonly value: unknown }
  | { readonly names: readonly string[]; readonly object: string; readonly others: Others }
  | { readonly empty: true }
  /** Something that has no place here and is no mistake. */
  | { readonly unread: true }
  | { readonly wrong: string };

type Others = "create" | "empty" | "fail";
type ReadCell = (cell: string) => Reading;

const countryOf = matcher(countryCandidates);

/** Makes the function that reads the cells of one assigned column. */
export function cellReader(work: Work, placed: Placed, choices: Choices): ReadCell {
  const read = byType(work, placed, choices);
  const decided = new Map(Object.entries(placed.assignment.values ?? {}));
  return (cell) => {
    // A sign zero, and what stands for bytes that are no letter in the file's encoding.
    if (cell.includes("\0") || cell.includes("\uFFFD")) return { wrong: "characters" };
    const choice = decided.get(cell);
    if (choice && "empty" in choice) return { empty: true };
    if (choice && "create" in choice && placed.target.definition.type === "choice") {
      return { value: choices.made(placed.target, cell) };
    }
    if (!choice || !("use" in choice)) return read(cell);
    const isKey =
      ["choice", "choices"].includes(placed.target.definition.type) || placed.target.part === "country";
    return isKey
      ? { value: placed.target.definition.type === "choices" ? [choice.use] : choice.use }
      : read(choice.use);
  };
}

function byType(work: Work, placed: Placed, choices: Choices): ReadCell {
  const { assignment, target } = placed;
  const { definition } = target;
  const sign = assignment.decimal ?? ".";
  const notation = assignment.notation ?? "ymd";
  if (target.part === "country") return (cell) => orFollow(countryOf(cell)?.use, assignment.others ?? "fail");
  if (target.part === "currency") return (cell) => valueOr(currencyIn(cell.toUpperCase()), "field_invalid");
  if (target.part) return (cell) => ({ value: cell });
  switch (definition.type) {
    case "number":
    case "percent":
      return (cell) => valueOr(asNumber(readNumber(cell, sign)), "not_a_number");
    case "decimal":
      return (cell) => valueOr(readNumber(cell, sign), "not_a_number");
    case "money":
      return (cell) => {
        const amount = readNumber(cell, sign);
        if (amount === null) return { wrong: "not_a_number" };
        const currency = currencyOf(cell, assignment.currency, work.currency);
        return { value: { amount: multiplied(amount, assignment.multiply), currency } };
      };
    case "boolean":
      return (cell) => valueOr(readBoolean(cell), "not_yes_or_no");
    case "date":
      return (cell) =>
        isDayOfNoYear(cell) ? { unread: true } : valueOr(readDate(cell, notation), "not_a_date");
    case "date_time":
      return (cell) => valueOr(readDateTime(cell, notation, work.actor.timeZone), "not_a_date");
    case "person_name":
      return (cell) => ({ value: splitPersonName(cell, work.country) });
    case "choice":
      return (cell) => {
        const known = choices.find(target, cell);
        if (known !== undefined) return { value: known };
        if (assignment.others === "fail") return { wrong: "choice_unknown" };
        if (assignment.others === "empty" || !definition.open) return { unread: true };
        return { value: choices.made(target, cell) };
      };
    case "choices":
      return choosing(placed, choices);
    case "link":
      return naming(work, definition.to, assignment.others, (cell) => [cell]);
    case "user":
      return naming(work, "user", assignment.others, (cell) => [cell]);
    case "links":
      return naming(work, definition.to, assignment.others, several);
    default:
      return (cell) => ({ value: cell });
  }
}

function naming(
  work: Work,
  object: string,
  others: Others | undefined,
  cut: (cell: string) => string[],
): ReadCell {
  const may = !work.catalogue.object(object).closed && grantOn(work.actor.rights, object).create;
  const wanted = others ?? "create";
  const so = wanted === "create" && !may ? "fail" : wanted;
  return (cell) => ({ names: cut(cell), object, others: so });
}

// Several options in one cell: unknown ones are added where the choice is open, as those of a single choice are.
function choosing({ target, assignment }: Placed, choices: Choices): ReadCell {
  const { definition } = target;
  const adds =
    definition.type === "choices" && definition.open && (assignment.others ?? "create") === "create";
  const decided = new Map(Object.entries(assignment.values ?? {}));
  return (cell) => {
    const keys = several(cell, assignment.separator).flatMap((one) => {
      const choice = decided.get(one);
      if (choice && "use" in choice) return [choice.use];
      if (choice && "empty" in choice) return [];
      return choices.find(target, one) ?? (adds ? choices.made(target, one) : []);
    });
    return keys.length > 0 ? { value: [...new Set(keys)] } : { unread: true };
  };
}

const isDayOfNoYear = (cell: string): boolean => /^--\d{2}-?\d{2}$/.test(cell);

/** The options or names that a cell holds. */
export const several = (cell: string, separator?: string): string[] =>
  cell
    .split(separator?.trim() || /[;,|\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== "");

function valueOr(value: unknown, wrong: string): Reading {
  return value === null || value === undefined ? { wrong } : { value };
}

function orFollow(value: string | undefined, others: Others): Reading {
  if (value !== undefined) return { value };
  return others === "empty" ? { unread: true } : { wrong: "country_unknown" };
}

const asNumber = (text: string | null): number | null => (text === null ? null : Number(text));
