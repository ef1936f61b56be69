import type { ColumnSurvey } from "../contract/imports.ts";
import {
  closingDate,
  type FindObject,
  type Target,
  type TargetObject,
  targetsOf,
} from "../contract/targets.ts";
import { contentOf, fits } from "./contents.ts";
import { isSerialDay } from "../values/dates.ts";
import { headingOf, meaning } from "./headings.ts";
import { currencyWords, fieldWords, objectWords } from "./vocabulary.ts";

/** What our screens call objects and fields, in all languages. */
export interface Titles {
  object(name: string): readonly string[];
  field(object: string, field: string): readonly string[];
}

export interface ColumnSuggestion {
  readonly column: number;
  readonly target: Target;
  /** 0 to 1. */
  readonly certainty: number;
}

const enough = 0.55;
const half = 0.5;

/** Which column goes where when the file is about `object`: the surest pairs first, each column and target once. */
export function suggestColumns(
  columns: readonly ColumnSurvey[],
  object: TargetObject,
  find: FindObject,
  titles: Titles,
): ColumnSuggestion[] {
  const targets = targetsOf(object.name, find).map((target) => ({
    target,
    names: namesOf(target, object, titles),
  }));
  const pairs: ColumnSuggestion[] = [];
  for (const column of columns) {
    const heading = headingOf(column.name);
    // Where records are nested "address.city" is the city, whatever the address is.
    const leaf = /^\p{L}[\p{L}\d_]*(\.\p{L}[\p{L}\d_]+)+$/u.test(column.name)
      ? headingOf(column.name.split(".").at(-1) ?? "")
      : undefined;
    const values = column.distinct.map((one) => one.value);
    const isSerial = values.length > 0 && values.every(isSerialDay);
    const [content, mostly] = [contentOf(values), contentOf(values, half)];
    for (const { target, names } of targets) {
      const meant = Math.max(meaning(heading, names), 0.95 * (leaf ? meaning(leaf, names) : 0));
      const fit = fits(content, target.definition, target.part);
      // Called just so, a column is that also where some of its values are wrong: they are told row by row.
      const whole =
        meant === 1
          ? Math.max(fit, fits(mostly, target.definition, target.part), isSerial && isDay(target) ? 1 : 0)
          : fit;
      const byHeading = meant * whole * (target.related ? 0.95 : 1);
      const certainty = Math.max(byHeading, byContent(content, target));
      if (certainty >= enough) pairs.push({ column: column.index, target, certainty });
    }
  }
  return surestFirst(wholeOrParts(pairs));
}

const isDay = ({ definition }: Target): boolean =>
  definition.type === "date" || definition.type === "date_time";

// A person's name stands in one column or in two: where there is a family name apart, no column is the whole.
function wholeOrParts(pairs: readonly ColumnSuggestion[]): ColumnSuggestion[] {
  const apart = pairs.some(({ target, certainty }) => target.part === "family" && certainty >= 0.8);
  return pairs.filter(({ target }) => {
    if (target.definition.type !== "person_name") return true;
    return apart ? target.part !== undefined : target.part === undefined;
  });
}

// Values that can hardly be anything else tell where they go even under a strange heading.
function byContent(content: ReturnType<typeof contentOf>, target: Target): number {
  if (target.related) return 0;
  if (content === "email" && target.definition.type === "email") return 0.75;
  if (content === "phone" && target.definition.type === "phone") return 0.62;
  if (content === "url" && target.definition.type === "url") return 0.6;
  if (content === "country" && target.part === "country") return 0.7;
  return 0;
}

function surestFirst(pairs: readonly ColumnSuggestion[]): ColumnSuggestion[] {
  const columns = new Set<number>();
  const targets = new Set<string>();
  const chosen: ColumnSuggestion[] = [];
  for (const pair of [...pairs].sort((left, right) => right.certainty - left.certainty)) {
    const { path, field, part } = pair.target;
    // A name is taken whole or in parts, not both.
    const clash =
      part && pair.target.definition.type === "person_name"
        ? targets.has(field)
        : [...targets].some((taken) => taken.startsWith(`${path}.`));
    if (columns.has(pair.column) || targets.has(path) || clash) continue;
    columns.add(pair.column);
    targets.add(path);
    chosen.push(pair);
  }
  return chosen.sort((left, right) => left.column - right.column);
}

function namesOf(target: Target, object: TargetObject, titles: Titles): string[] {
  const key = target.part ? `${target.field}.${target.part}` : target.field;
  const names = [...(fieldWords[`${target.object}.${key}`] ?? fieldWords[key] ?? [])];
  if (!target.part)
    names.push(
      target.field,
      ...(target.field === closingDate ? [] : titles.field(target.object, target.field)),
    );
  // As our own files call it, where a record may have several amounts: "Revenue: currency".
  if (target.part === "currency")
    for (const title of titles.field(target.object, target.field))
      names.push(...currencyWords.map((word) => `${title} ${word}`));
  const pointsTo =
    target.definition.type === "user"
      ? "user"
      : target.definition.type === "link"
        ? target.definition.to
        : undefined;
  if (pointsTo && pointsTo !== object.name && pointsTo !== "user") names.push(...wordsFor(pointsTo, titles));
  if (target.object === object.name && target.field === object.title && !target.part)
    names.push(...wordsFor(object.name, titles));
  return names;
}

/** What the object is called. */
export function wordsFor(object: string, titles: Titles): string[] {
  return [...(objectWords[object] ?? []), object, ...titles.object(object)];
}
