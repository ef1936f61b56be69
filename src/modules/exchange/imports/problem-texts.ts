import type { Locale } from "#kernel/locale";
import { IntlMessageFormat } from "intl-messageformat";
import bg from "../text/bg.json" with { type: "json" };
import en from "../text/en.json" with { type: "json" };
import es from "../text/es.json" with { type: "json" };
import ru from "../text/ru.json" with { type: "json" };
import type { RowProblem } from "./interpreting.ts";

const texts: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  en: en.exchange.problems,
  es: es.exchange.problems,
  ru: ru.exchange.problems,
  bg: bg.exchange.problems,
};

const formats = new Map<string, IntlMessageFormat>();

/** What is wrong with a row or a file, in the reader's language. */
export function problemText(
  locale: Locale,
  problem: Omit<RowProblem, "params"> & { readonly params?: Readonly<Record<string, string | number>> },
): string {
  const code = Object.hasOwn(texts[locale], problem.code) ? problem.code : "other";
  const key = `${locale} ${code}`;
  const format =
    formats.get(key) ??
    new IntlMessageFormat(texts[locale][code] ?? "", locale, undefined, { ignoreTag: true });
  formats.set(key, format);
  const { column = "", field = "", value = "" } = problem;
  const named = column || field;
  return String(
    format.format({
      row: 0,
      reason: "broken",
      ...problem.params,
      column: named,
      named: named ? "yes" : "no",
      value,
    }),
  ).trim();
}
