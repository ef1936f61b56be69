import { type Locale, locales } from "#kernel/locale";

/** Each language by its own name: one must find one's own whatever is on the screen. */
export const languageNames: Readonly<Record<Locale, string>> = {
  en: "English",
  es: "Español",
  ru: "Русский",
  bg: "Български",
};

export const languageChoices = locales.map((locale) => ({ value: locale, label: languageNames[locale] }));
