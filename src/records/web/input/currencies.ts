/** Currencies to pick from: the organisation's, those that come `next`, the usual ones, all others. */
export function currencyCodes(own: string | undefined, next: readonly string[] = []): readonly string[] {
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
  return [...new Set([...(own ? [own] : []), ...next, ...usual, ...Intl.supportedValuesOf("currency")])];
}
