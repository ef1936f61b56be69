import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, test } from "vitest";
import { errorStatus } from "./error.ts";
import { locales } from "./locale.ts";
import bg from "./text/bg.json" with { type: "json" };
import en from "./text/en.json" with { type: "json" };
import es from "./text/es.json" with { type: "json" };
import ru from "./text/ru.json" with { type: "json" };

const texts: Record<string, { errors: Record<string, { title: string; detail: string }> }> = {
  en,
  es,
  ru,
  bg,
};
const codes = Object.keys(errorStatus).sort();
describe.each(locales)("the texts of errors in %s", (locale) => {
  const errors = texts[locale]?.errors ?? {};

  test("speak of every code and of no other", () => {
    expect(Object.keys(errors).sort()).toEqual(codes);
  });

  test.each(codes)("%s says what happened and what to do", (code) => {
    const text = errors[code];
    expect(text?.title.length).toBeGreaterThan(5);
    const detail = new IntlMessageFormat(text?.detail ?? "", locale).format(samplesFor(text?.detail ?? ""));
    expect(String(detail).length).toBeGreaterThan(10);
    if (locale !== "en") expect(text?.title).not.toBe(en.errors[code as keyof typeof en.errors].title);
  });
});

/** A value for each name that a text asks for. */
function samplesFor(text: string): Record<string, string | number> {
  const asked = [...text.matchAll(/\{(\w+)(?:, (\w+))?/g)];
  return Object.fromEntries(
    asked.map(([, name, kind]) => [name, kind === "plural" || kind === "number" ? 2 : "sample"]),
  );
}
