import type { AppError, ErrorCode } from "#kernel/error";
import type { Locale } from "#kernel/locale";
import { IntlMessageFormat } from "intl-messageformat";
import bg from "../../../kernel/text/bg.json" with { type: "json" };
import en from "../../../kernel/text/en.json" with { type: "json" };
import es from "../../../kernel/text/es.json" with { type: "json" };
import ru from "../../../kernel/text/ru.json" with { type: "json" };

/** Why something did not come about, as it is kept: an error of the registry. */
export interface Trouble {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export function troubleOf({ code, details }: AppError): Trouble {
  return { code, params: details.params ?? {} };
}

type Texts = Readonly<Record<ErrorCode, { readonly title: string; readonly detail: string }>>;

const texts: Readonly<Record<Locale, Texts>> = { en: en.errors, es: es.errors, ru: ru.errors, bg: bg.errors };

/** What it was and what to do, as whoever asks for it at once would be told. */
export function troubleText(locale: Locale, { code, params }: Trouble): string {
  const known = Object.hasOwn(texts[locale], code) ? (code as ErrorCode) : "internal";
  const { title, detail } = texts[locale][known];
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
  try {
    return `${title}. ${String(new IntlMessageFormat(detail, locale).format({ ...unsaid, ...params }))}`;
  } catch {
    // Whoever threw it did not say all that its text names.
    return `${title}.`;
  }
}
