import type { Locale } from "#kernel/locale";
import bg from "./text/bg.json" with { type: "json" };
import en from "./text/en.json" with { type: "json" };
import es from "./text/es.json" with { type: "json" };
import ru from "./text/ru.json" with { type: "json" };

const catalogues: Readonly<Record<Locale, typeof en>> = { en, es, ru, bg };

/** The texts of this room in `locale`, for what the server says itself: names of calendars. */
export function wordsOf(locale: Locale): typeof en {
  return catalogues[locale];
}
