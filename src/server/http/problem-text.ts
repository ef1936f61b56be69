import type { ErrorCode } from "#kernel/error";
import type { Locale } from "#kernel/locale";
import { IntlMessageFormat } from "intl-messageformat";
import bg from "../../kernel/text/bg.json" with { type: "json" };
import en from "../../kernel/text/en.json" with { type: "json" };
import es from "../../kernel/text/es.json" with { type: "json" };
import ru from "../../kernel/text/ru.json" with { type: "json" };

type Texts = Readonly<Record<ErrorCode, { readonly title: string; readonly detail: string }>>;

const texts: Readonly<Record<Locale, Texts>> = { en: en.errors, es: es.errors, ru: ru.errors, bg: bg.errors };
const formats = new Map<string, IntlMessageFormat>();

/** What the texts ask for when an error has nothing to say about it. */
const unsaid = {
  field: "none",
  max: "none",
  value: "none",
  seconds: 0,
  reference: "",
  reason: "none",
  place: "none",
  row: 0,
};

/** The short name of an error. */
export function problemTitle(locale: Locale, code: ErrorCode): string {
  return texts[locale][code].title;
}

/** What was wrong with which field, and what to do. */
export function problemDetail(
  locale: Locale,
  code: ErrorCode,
  values: Readonly<Record<string, unknown>>,
): string {
  const key = `${locale} ${code}`;
  const format = formats.get(key) ?? new IntlMessageFormat(texts[locale][code].detail, locale);
  formats.set(key, format);
  try {
    return String(format.format({ ...unsaid, ...values } as Record<string, string | number>));
  } catch {
    // Whoever threw the error did not say all that its text names: the short name must do.
    return problemTitle(locale, code);
  }
}
