import { createInstance } from "i18next";
import ICU from "i18next-icu";
import { beforeAll, describe, expect, test } from "vitest";
import type { Filter } from "#kernel/filter";
import { type Locale, locales } from "#kernel/locale";
import bg from "../../text/bg.json" with { type: "json" };
import en from "../../text/en.json" with { type: "json" };
import es from "../../text/es.json" with { type: "json" };
import ru from "../../text/ru.json" with { type: "json" };
import {
  addPart,
  chosenClause,
  countConditions,
  readGroup,
  replacePart,
  widenPart,
  writeGroup,
} from "./clauses.ts";
import { filterSentence, type Words } from "./sentence.ts";

const i18n = createInstance();
beforeAll(async () => {
  const resources = Object.fromEntries(
    Object.entries({ en, es, ru, bg }).map(([locale, translation]) => [locale, { translation }]),
  );
  await i18n.use(ICU).init({ lng: "en", resources, interpolation: { escapeValue: false } });
});

function words(locale: Locale): Words {
  const t = i18n.getFixedT(locale);
  const all: Words = {
    t: (key, values) => t(key as string, values as Record<string, string>) as unknown as string,
    title: (path) => path,
    related: (name) => name,
    value: (clause) => String(clause.value),
    within: () => all,
    number: (_list, { value, currency }) => `${value} ${currency ?? "EUR"}`,
  };
  return all;
}

const stage: Filter = { field: "Stage", op: "is", value: "open" };
const amount: Filter = { field: "Amount", op: "gt", value: "5,000" };
const noTasks: Filter = { related: "tasks", none: true };

describe("a filter reads as a sentence", () => {
  test.each<[Locale, string]>([
    ["en", "Stage is open · Amount over 5,000"],
    ["es", "Stage: open · Amount más de 5,000"],
    ["ru", "Stage: open · Amount больше 5,000"],
    ["bg", "Stage: open · Amount над 5,000"],
  ])("in %s", (locale, sentence) =>
    expect(filterSentence({ and: [stage, amount] }, words(locale))).toBe(sentence),
  );

  test("with brackets where and meets or", () => {
    expect(filterSentence({ and: [stage, { or: [amount, noTasks] }] }, words("en"))).toBe(
      "Stage is open · (Amount over 5,000 or no tasks)",
    );
  });

  test.each<[Locale, string]>([
    ["en", "Deals (Stage is won): amount in total over 5000 EUR"],
    ["es", "Deals (Stage: won): amount en total más de 5000 EUR"],
    ["ru", "Deals (Stage: won): amount всего больше 5000 EUR"],
    ["bg", "Deals (Stage: won): amount общо над 5000 EUR"],
  ])("with the sum of related records, in %s", (locale, sentence) => {
    const won: Filter = { field: "Stage", op: "is", value: "won" };
    const sum = { of: "Amount", op: "gt", value: "5000", where: won } as const;
    expect(filterSentence({ related: "Deals", sum }, words(locale))).toBe(sentence);
  });

  test("with a word for every operator in every language", () => {
    const operators = Object.keys(en.records.filter.say);
    for (const locale of locales) {
      for (const op of operators) {
        const key = `records.filter.say.${op}`;
        expect(words(locale).t(key, { field: "F", value: "V" }), `${locale} ${op}`).not.toBe(key);
      }
    }
  });
});

test("conditions are added, replaced, widened to a group and taken out", () => {
  const row = addPart(readGroup(stage), amount);
  expect(writeGroup(row)).toEqual({ and: [stage, amount] });
  expect(writeGroup(widenPart(row, 1, noTasks))).toEqual({ and: [stage, { or: [amount, noTasks] }] });
  expect(writeGroup(replacePart(row, 0, null))).toEqual(amount);
  expect(writeGroup(replacePart(readGroup(stage), 0, null))).toBeNull();
  expect(countConditions({ and: [stage, { or: [amount, noTasks] }] })).toBe(3);
});

test("one chosen value is said as is, several as one of them, none is no condition", () => {
  expect(chosenClause("stage", "in", ["a"])).toEqual({ field: "stage", op: "is", value: "a" });
  expect(chosenClause("stage", "not_in", ["a", "b"])).toEqual({
    field: "stage",
    op: "not_in",
    value: ["a", "b"],
  });
  expect(chosenClause("roles", "has_any", ["client"])).toEqual({
    field: "roles",
    op: "has_any",
    value: ["client"],
  });
  expect(chosenClause("stage", "in", [])).toBeNull();
});
