import i18next from "i18next";
import ICU from "i18next-icu";
import { initReactI18next, useTranslation } from "react-i18next";
import { isLocale, type Locale, localeFrom } from "#kernel/locale";

type Catalogues = Readonly<Record<string, object>>;

const languages: Readonly<Record<Locale, () => Promise<{ default: Catalogues }>>> = {
  en: () => import("./languages/en.ts"),
  es: () => import("./languages/es.ts"),
  ru: () => import("./languages/ru.ts"),
  bg: () => import("./languages/bg.ts"),
};

const kept = "rapport.locale";

/**
 * `t(key, values)` reads a text of the language in use; plurals and choices are ICU. Several keys: the
 * first that exists, which is how the title of a field falls back to the common one.
 */
export type Translate = (
  key: string | readonly string[],
  values?: Readonly<Record<string, unknown>>,
) => string;

export function useT(): Translate {
  const { i18n } = useTranslation();
  // Bound to the language, so that a memo that leans on `t` is made anew when the language changes.
  return translators[localeOf(i18n.language)];
}

/** Outside of components: notifications, titles of documents. */
export const translate: Translate = (key, values) =>
  i18next.t(key as string, values as Record<string, string>);

const translators = Object.fromEntries(
  (["en", "es", "ru", "bg"] as const).map((locale): [Locale, Translate] => [
    locale,
    (key, values) => translate(key, values),
  ]),
) as Record<Locale, Translate>;

export function useLocale(): Locale {
  return localeOf(useTranslation().i18n.language);
}

/** Whether there is a text under `key`, for texts that are not everywhere, such as the hint of a field. */
export function hasText(key: string): boolean {
  return i18next.exists(key);
}

/** Turns the whole screen to `locale` at once and remembers it on this device. */
export async function setLocale(locale: Locale): Promise<void> {
  await load(locale);
  await i18next.changeLanguage(locale);
  document.documentElement.lang = locale;
  localStorage.setItem(kept, locale);
}

/** The language of this device: the one chosen here before, else the browser's. */
export function deviceLocale(): Locale {
  const chosen = localStorage.getItem(kept);
  return isLocale(chosen) ? chosen : localeFrom(navigator.languages.join(","));
}

/** Before the first screen: reads the catalogue of the language to begin with. */
export async function startTexts(): Promise<void> {
  const locale = deviceLocale();
  await i18next
    .use(ICU)
    .use(initReactI18next)
    .init({
      lng: locale,
      resources: {},
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    });
  await setLocale(locale);
}

async function load(locale: Locale): Promise<void> {
  if (i18next.hasResourceBundle(locale, "translation")) return;
  const { default: catalogues } = await languages[locale]();
  for (const catalogue of Object.values(catalogues))
    i18next.addResourceBundle(locale, "translation", catalogue, true, true);
}

function localeOf(tag: string | undefined): Locale {
  return isLocale(tag) ? tag : "en";
}
