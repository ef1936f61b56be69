import i18next from "i18next";
import ICU from "i18next-icu";
import { initReactI18next, useTranslation } from "react-i18next";
import { isLocale, type Locale, localeFrom } from "#kernel/locale";

type Catalogues = Readonly<Record<string, object>>;

type Part = () => Promise<{ default: Catalogues }>;

/** The texts of a language: those that the first screen needs, and the rest, which comes right behind. */
const languages: Readonly<Record<Locale, { readonly first: Part; readonly rest: Part }>> = {
  en: { first: () => import("./languages/en-first.ts"), rest: () => import("./languages/en-rest.ts") },
  es: { first: () => import("./languages/es-first.ts"), rest: () => import("./languages/es-rest.ts") },
  ru: { first: () => import("./languages/ru-first.ts"), rest: () => import("./languages/ru-rest.ts") },
  bg: { first: () => import("./languages/bg-first.ts"), rest: () => import("./languages/bg-rest.ts") },
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

let translators = newTranslators();

// Made anew when texts come, so that what leans on `t` is, too.
function newTranslators(): Readonly<Record<Locale, Translate>> {
  const one: Translate = (key, values) => translate(key, values);
  return { en: one.bind(null), es: one.bind(null), ru: one.bind(null), bg: one.bind(null) };
}

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
      react: { useSuspense: false, bindI18nStore: "added" },
      // Whatever asks for a text of a room before the rest is there is shown again once it is.
      parseMissingKeyHandler: (key) => (isWhole(localeOf(i18next.language)) ? key : ""),
    });
  await setLocale(locale);
}

/** Resolves when the rooms' own texts are there, too: no screen of a room is shown before. */
export function allTexts(): Promise<void> {
  return loadRest(localeOf(i18next.language));
}

const whole = new Map<Locale, Promise<void>>();
const isThere = new Set<Locale>();

function isWhole(locale: Locale): boolean {
  return isThere.has(locale);
}

async function load(locale: Locale): Promise<void> {
  if (i18next.hasResourceBundle(locale, "translation")) return;
  add(locale, (await languages[locale].first()).default);
  void loadRest(locale).catch(() => undefined);
}

function loadRest(locale: Locale): Promise<void> {
  const known = whole.get(locale);
  if (known) return known;
  const coming = languages[locale]
    .rest()
    .then(({ default: catalogues }) => {
      isThere.add(locale);
      translators = newTranslators();
      add(locale, catalogues);
    })
    .catch((error: unknown) => {
      // The next one who needs them asks again.
      whole.delete(locale);
      throw error;
    });
  whole.set(locale, coming);
  return coming;
}

function add(locale: Locale, catalogues: Catalogues): void {
  for (const catalogue of Object.values(catalogues))
    i18next.addResourceBundle(locale, "translation", catalogue, true, true);
}

function localeOf(tag: string | undefined): Locale {
  return isLocale(tag) ? tag : "en";
}
