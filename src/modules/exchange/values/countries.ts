import { locales } from "#kernel/locale";
import { comparable, type Candidate } from "./likeness.ts";

// Codes that name a region, a former country or nothing at all, so that "Germany" is DE alone.
const notCountries = new Set([
  "AN",
  "BU",
  "CS",
  "DD",
  "DY",
  "EU",
  "EZ",
  "FX",
  "HV",
  "NH",
  "NT",
  "QO",
  "QU",
  "RH",
  "SU",
  "TP",
  "UK",
  "UN",
  "VD",
  "XA",
  "XB",
  "YD",
  "YU",
  "ZR",
  "ZZ",
]);

const alsoCalled: Readonly<Record<string, readonly string[]>> = {
  US: [
    "USA",
    "United States of America",
    "America",
    "EE. UU.",
    "EEUU",
    "США",
    "САЩ",
    "Соединённые Штаты Америки",
  ],
  GB: ["UK", "Great Britain", "England", "Scotland", "Wales", "Англия", "Великобритания", "Inglaterra"],
  KR: ["Korea", "South Korea", "Republic of Korea", "Корея", "Corea", "Южная Корея"],
  RU: ["Russia", "Russian Federation", "Российская Федерация", "РФ"],
  CZ: ["Czech Republic", "Чешская Республика"],
  NL: ["Holland", "The Netherlands", "Голландия", "Холандия"],
  TR: ["Turkey", "Турция"],
  AE: ["UAE", "ОАЭ", "ОАЕ", "EAU"],
  MK: ["Macedonia", "Македония"],
  BY: ["Белоруссия", "Беларусь"],
  MD: ["Молдавия", "Молдова"],
  CN: ["PRC", "КНР"],
  VN: ["Viet Nam"],
  CI: ["Ivory Coast"],
};

/** All countries, by ISO 3166 code, with their names in our languages and what else they are called. */
export const countryCandidates: readonly Candidate[] = buildCandidates();

const byName = new Map(
  countryCandidates.flatMap((country) =>
    country.texts.map((text) => [comparable(text), country.use] as const),
  ),
);

/** The code of a country that a text names exactly: `BG`, `BGR` is not, `Bulgaria`, `България`. */
export function countryNamed(text: string): string | undefined {
  return byName.get(comparable(text));
}

function buildCandidates(): Candidate[] {
  const names = locales.map(
    (locale) => new Intl.DisplayNames([locale], { type: "region", fallback: "none" }),
  );
  const found: Candidate[] = [];
  for (let first = 65; first <= 90; first++) {
    for (let second = 65; second <= 90; second++) {
      const code = String.fromCharCode(first, second);
      if (notCountries.has(code)) continue;
      const texts = names.map((name) => name.of(code)).filter((name) => name !== undefined && name !== code);
      if (texts.length > 0)
        found.push({ use: code, texts: [code, ...(texts as string[]), ...(alsoCalled[code] ?? [])] });
    }
  }
  return found;
}
