import type { Locale } from "#kernel/locale";
import type { Work } from "#records";
import { grantOn } from "#records/contract";
import type { ValueMatches } from "../contract/details.ts";
import type { Assignment, Mapping, ValueChoice } from "../contract/imports.ts";
import { type Candidate, matcher } from "../values/likeness.ts";
import { countryCandidates } from "../values/countries.ts";
import { type Choices, openChoices } from "./choices.ts";
import { several } from "./cell-reading.ts";
import { Directory } from "./directory.ts";
import { valuesIn } from "./gathering.ts";
import { kindsOf } from "./kind-meanings.ts";
import type { Target } from "../contract/targets.ts";
import { checkMapping, type Placed } from "./mapping-check.ts";
import { sessionImports, type StoredImport } from "./stored-import.ts";
import { titlesIn, titlesOf } from "./titles.ts";

/** People and companies are confused more easily than products and sectors: they must be more alike. */
const likeEnough = { named: 0.9, other: 0.8 } as const;
const shownCandidates = 1000;

/** The distinct values of the columns that name options, countries and records, each with what it is taken for. */
export async function matchValues(work: Work, stored: StoredImport): Promise<ValueMatches[]> {
  if (!stored.mapping) return [];
  const checked = checkMapping(work, stored.mapping, stored.survey.columns.length);
  const choices = await openChoices(work, titlesOf(work.catalogue));
  const directory = new Directory();
  const matches: ValueMatches[] = [];
  for (const placed of checked.placed) {
    const named = await candidatesFor(work, stored, placed, { directory, choices });
    if (named) matches.push(matchColumn(stored, placed, named));
  }
  return matches;
}

/** The mapping with every value that is much like a known one taken for it. */
export async function withLikelyValues(work: Work, stored: StoredImport, mapping: Mapping): Promise<Mapping> {
  const matches = await matchValues(work, { ...stored, object: mapping.object, mapping });
  return {
    ...mapping,
    assignments: mapping.assignments.map((assignment) => withValues(assignment, matches)),
  };
}

function withValues(assignment: Assignment, matches: readonly ValueMatches[]): Assignment {
  const match = matches.find((one) => one.column === assignment.column && one.target === assignment.target);
  if (!match) return assignment;
  const like = match.values
    .filter((one) => one.match === "like")
    .map((one) => [one.value, one.choice] as const);
  const others = assignment.others ?? (match.creates ? "create" : "empty");
  const values = { ...Object.fromEntries(like), ...assignment.values };
  return { ...assignment, others, ...(Object.keys(values).length > 0 ? { values } : {}) };
}

interface Named {
  readonly object: string | null;
  readonly creates: boolean;
  readonly candidates: readonly Candidate[];
  /** As the one who imports reads it. */
  readonly titleOf: (use: string) => string;
  readonly atLeast: number;
}

async function candidatesFor(
  work: Work,
  stored: StoredImport,
  { target, assignment }: Placed,
  known: { readonly directory: Directory; readonly choices: Awaited<ReturnType<typeof openChoices>> },
): Promise<Named | undefined> {
  const { definition } = target;
  const { locale } = work.actor;
  // Ids of another system name nothing that anybody could choose.
  if (assignment.ids_of || target.besides) return undefined;
  if (target.part === "country")
    return {
      object: null,
      creates: false,
      candidates: countryCandidates,
      titleOf: countryTitle(locale),
      atLeast: likeEnough.other,
    };
  if (definition.type === "choice" || definition.type === "choices") {
    return {
      object: null,
      creates: Boolean(definition.open),
      candidates: known.choices.candidates(target),
      titleOf: optionTitle(work, target, known.choices),
      atLeast: likeEnough.other,
    };
  }
  if (definition.type !== "link" && definition.type !== "user") return undefined;
  const object = definition.type === "user" ? "user" : definition.to;
  const values = stored.survey.columns
    .flatMap((column) => column.distinct.map((one) => one.value))
    .slice(0, 2000);
  await known.directory.prepare(work, object, values);
  const titles = [...known.directory.titles(object), ...(await comingTitles(work, stored, object))];
  const meanings = meaningsOf(work, object, known.directory);
  const candidates = [...new Set(titles)].map((title) => ({
    use: title,
    texts: [title, ...(meanings.get(title) ?? [])],
  }));
  const creates = !work.catalogue.object(object).closed && grantOn(work.actor.rights, object).create;
  const isParty = ["company", "person", "party", "user"].includes(object);
  return {
    object,
    creates,
    candidates,
    titleOf: (use) => use,
    atLeast: isParty ? likeEnough.named : likeEnough.other,
  };
}

/** Titles that this file and those before it in the session will bring. */
export async function comingTitles(work: Work, stored: StoredImport, object: string): Promise<string[]> {
  const siblings = await sessionImports(work.db, stored.session_id);
  return siblings
    .map((one) => (one.id === stored.id ? stored : one))
    .filter((one) => one.object === object && ["prepared", "waiting", "running"].includes(one.state))
    .flatMap((one) => {
      const title = work.catalogue.object(object).title;
      const column = one.mapping?.assignments.find((assignment) => assignment.target === title)?.column;
      return (
        one.survey.columns.find((survey) => survey.index === column)?.distinct.map(({ value }) => value) ?? []
      );
    });
}

function matchColumn(stored: StoredImport, placed: Placed, named: Named): ValueMatches {
  const { assignment, target } = placed;
  const survey = stored.survey.columns.find((column) => column.index === assignment.column);
  const match = matcher(named.candidates, named.atLeast);
  const decided = new Map(Object.entries(assignment.values ?? {}));
  const values = singleValues(survey?.distinct ?? [], placed).map(({ value, count }) => {
    const found = match(value);
    const kind = !found
      ? ("none" as const)
      : isSpelt(named, found.use, value)
        ? ("exact" as const)
        : ("like" as const);
    const suggested: ValueChoice = found
      ? { use: found.use }
      : named.creates && assignment.others !== "empty"
        ? { create: true }
        : { empty: true };
    return { value, count, match: kind, choice: decided.get(value) ?? suggested };
  });
  return {
    column: assignment.column,
    target: target.path,
    object: named.object,
    creates: named.creates,
    complete: survey?.complete ?? true,
    values,
    candidates: named.candidates
      .slice(0, shownCandidates)
      .map((one) => ({ use: one.use, title: named.titleOf(one.use) })),
  };
}

/** The values that cells hold, each once, where a cell may hold several. */
function singleValues(distinct: readonly Counted[], { assignment, target }: Placed): readonly Counted[] {
  const cut = (cell: string): string[] =>
    target.definition.type === "choices"
      ? several(cell, assignment.separator)
      : valuesIn(cell, assignment, target);
  const counts = new Map<string, number>();
  for (const { value, count } of distinct)
    for (const one of cut(value)) counts.set(one, (counts.get(one) ?? 0) + count);
  return [...counts].map(([value, count]) => ({ value, count }));
}

interface Counted {
  readonly value: string;
  readonly count: number;
}

// "GTXPro" is surely "GTX Pro", but a person will want to see that it was taken for it.
function isSpelt({ object, candidates }: Named, use: string, value: string): boolean {
  const wanted = value.trim().toLowerCase();
  if (object !== null) return use.trim().toLowerCase() === wanted;
  return candidates.some(
    (one) => one.use === use && one.texts.some((text) => text.trim().toLowerCase() === wanted),
  );
}

function countryTitle(locale: Locale): (code: string) => string {
  const names = new Intl.DisplayNames([locale], { type: "region" });
  return (code) => names.of(code) ?? code;
}

function optionTitle(work: Work, target: Target, choices: Choices): (key: string) => string {
  const titles = titlesIn(work.catalogue, work.actor.locale);
  const added = new Map(choices.candidates(target).map(({ use, texts }) => [use, texts[0] ?? use]));
  return (key) => titles.option(target.object, target.field, key) ?? added.get(key) ?? key;
}

/**
 * What a record also answers to by its kind: "Won" and "Closed Won" are the stage of the kind won, whatever the
 * organisation calls it. The ordinary kind, which many records have, names none.
 */
function meaningsOf(work: Work, objectName: string, directory: Directory): Map<string, string[]> {
  const meanings = new Map<string, string[]>();
  for (const { field, key, words } of kindsOf(work, work.catalogue.object(objectName))) {
    const first = directory.all(objectName).find(({ record }) => record?.[field] === key);
    if (first) meanings.set(first.title, words);
  }
  return meanings;
}
