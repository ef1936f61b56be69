import { IntlMessageFormat } from "intl-messageformat";
import type { Locale } from "#kernel/locale";
import { optionsByField, type Work } from "#records";
import bg from "../text/bg.json" with { type: "json" };
import en from "../text/en.json" with { type: "json" };
import es from "../text/es.json" with { type: "json" };
import ru from "../text/ru.json" with { type: "json" };

const words: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  en: en.catalogue.units,
  es: es.catalogue.units,
  ru: ru.catalogue.units,
  bg: bg.catalogue.units,
};

/** How a unit is written beside a quantity (decimal text): `("piece", "2")` is "pcs" in English. */
export type UnitWord = (unit: string, quantity: string) => string;

/** The units in a language, as documents write them; those that the organisation added as it named them. */
export async function unitWords(work: Work, language: Locale): Promise<UnitWord> {
  const added = (await optionsByField(work)).get("product.unit") ?? [];
  const labels = new Map(added.map(({ key, label }) => [key, label]));
  const formats = new Map<string, IntlMessageFormat>();
  return (unit, quantity) => {
    const word = words[language][unit];
    if (word === undefined) return labels.get(unit) ?? unit;
    const format = formats.get(unit) ?? new IntlMessageFormat(word, language);
    formats.set(unit, format);
    return String(format.format({ count: Number(quantity) }));
  };
}
