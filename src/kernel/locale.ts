/** The languages of the product; every screen and message exists in each. */
export const locales = ["en", "es", "ru", "bg"] as const;
export type Locale = (typeof locales)[number];

/** The first of our languages that an `Accept-Language` header (or any list of tags) asks for; `otherwise` if none is. */
export function localeFrom(header: string | undefined, otherwise: Locale = "en"): Locale {
  for (const part of header?.split(",") ?? []) {
    const tag = part.trim().slice(0, 2).toLowerCase();
    if (isLocale(tag)) return tag;
  }
  return otherwise;
}

/** Whether `tag` is one of our languages, as it is written: `bg`, not `bg-BG`. */
export function isLocale(tag: unknown): tag is Locale {
  return locales.includes(tag as Locale);
}
