/** Currencies to pick from, the organisation's first. */
export function currencyCodes(own: string | undefined): readonly string[] {
  const usual = [
    "EUR",
    "USD",
    "GBP",
    "BGN",
    "RUB",
    "CHF",
    "TRY",
    "UAH",
    "KZT",
    "MXN",
    "ARS",
    "COP",
    "CLP",
    "PEN",
  ];
  return [...new Set([...(own ? [own] : []), ...usual, ...Intl.supportedValuesOf("currency")])];
}
