import type { Locale } from "#kernel/locale";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

// ISO 3166-1 alpha-2, which Intl knows the names of but does not list.
const countries =
  `AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN
  CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GI GL GM GN GQ GR GT GW GY HK HN HR HT
  HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK
  ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PR PS PT PW PY QA RO RS RU RW SA SB
  SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS
  XK YE ZA ZM ZW`.split(/\s+/);

const euro = new Set(
  "AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK".split(" "),
);
const currencies: Readonly<Record<string, string>> = {
  AR: "ARS",
  AU: "AUD",
  BR: "BRL",
  BY: "BYN",
  CA: "CAD",
  CH: "CHF",
  CL: "CLP",
  CN: "CNY",
  CO: "COP",
  CZ: "CZK",
  DK: "DKK",
  GB: "GBP",
  GE: "GEL",
  HU: "HUF",
  IL: "ILS",
  IN: "INR",
  JP: "JPY",
  KZ: "KZT",
  MD: "MDL",
  MK: "MKD",
  MX: "MXN",
  NO: "NOK",
  NZ: "NZD",
  PE: "PEN",
  PL: "PLN",
  RO: "RON",
  RS: "RSD",
  RU: "RUB",
  SE: "SEK",
  TR: "TRY",
  UA: "UAH",
  US: "USD",
  UY: "UYU",
};

export function countryChoices(locale: Locale): readonly Choice[] {
  const names = new Intl.DisplayNames(locale, { type: "region" });
  return sorted(
    countries.map((value) => ({ value, label: names.of(value) ?? value })),
    locale,
  );
}

export function currencyChoices(locale: Locale): readonly Choice[] {
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  return Intl.supportedValuesOf("currency").map((value) => ({
    value,
    label: `${value} · ${names.of(value) ?? value}`,
  }));
}

export function timeZoneChoices(): readonly Choice[] {
  const known = new Set([...Intl.supportedValuesOf("timeZone"), "UTC", deviceTimeZone()]);
  return [...known].sort().map((value) => ({ value, label: value.replaceAll("_", " ") }));
}

export function deviceTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The country of the browser's languages, as far as they name one. */
export function deviceCountry(): string | null {
  for (const tag of navigator.languages) {
    const region = new Intl.Locale(tag).region;
    if (region && countries.includes(region)) return region;
  }
  return null;
}

export function currencyOf(country: string): string {
  return currencies[country] ?? (euro.has(country) ? "EUR" : "USD");
}

function sorted(choices: readonly Choice[], locale: Locale): readonly Choice[] {
  return choices.toSorted((left, right) => left.label.localeCompare(right.label, locale));
}
