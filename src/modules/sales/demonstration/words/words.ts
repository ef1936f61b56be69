import type { Locale } from "#kernel/locale";

/** What a demonstration company is told in: names and texts as they are natural in one language. */
export interface Words {
  /** ISO 3166 country where the customers sit. */
  readonly country: string;
  readonly cities: readonly (readonly [city: string, region: string, postalCode: string])[];
  readonly streets: readonly string[];
  readonly women: readonly string[];
  readonly men: readonly string[];
  readonly familiesOfWomen: readonly string[];
  readonly familiesOfMen: readonly string[];
  /** Ten industries with six companies each. */
  readonly companies: Readonly<Record<string, readonly string[]>>;
  readonly jobTitles: readonly string[];
  /** Three teams, the first led by the second's and third's manager. */
  readonly teams: readonly [string, string, string];
  readonly ownTitles: { readonly manager: string; readonly seller: string };
  readonly products: readonly (readonly [
    name: string,
    code: string,
    category: string,
    price: number,
    unit: string,
  ])[];
  /** What a deal is about. */
  readonly deals: readonly string[];
  readonly nextSteps: readonly string[];
  readonly calls: readonly (readonly [subject: string, body: string])[];
  readonly mailsIn: readonly (readonly [subject: string, body: string])[];
  readonly mailsOut: readonly (readonly [subject: string, body: string])[];
  readonly meetings: readonly (readonly [subject: string, body: string])[];
  readonly tasks: readonly (readonly [subject: string, kind: "call" | "email" | "meeting" | "to_do"])[];
  readonly notes: readonly string[];
  readonly lostComments: readonly string[];
  readonly consentSource: string;
  /** `+44 20 7946 0###`: the hashes become digits. */
  readonly phone: string;
}

const languages: Readonly<Record<Locale, () => Promise<Words>>> = {
  en: async () => (await import("./en.ts")).en,
  es: async () => (await import("./es.ts")).es,
  ru: async () => (await import("./ru.ts")).ru,
  bg: async () => (await import("./bg.ts")).bg,
};

/** The words of a language; read only when a demonstration is loaded. */
export function wordsOf(locale: Locale): Promise<Words> {
  return languages[locale]();
}
