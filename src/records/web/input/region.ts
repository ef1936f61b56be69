import type { Locale } from "#kernel/locale";
import { useOptionalSession } from "#web/session.ts";
import { useLocale } from "#web/texts.ts";

/** Language with region, by which numbers and days are typed: English the European way unless the organisation is elsewhere. */
export function useTypingLocale(): string {
  const locale = useLocale();
  const country = useOptionalSession()?.organisation.country;
  return typingLocale(locale, country);
}

export function typingLocale(locale: Locale, country: string | undefined): string {
  if (locale === "en") {
    return country && ["US", "CA", "AU", "NZ", "IE", "IN", "ZA"].includes(country)
      ? `en-${country}`
      : "en-GB";
  }
  return locale === "es" && country ? `es-${country}` : locale;
}

/** The zone in which the user means times of day. */
export function useTimeZone(): string {
  return useOptionalSession()?.user.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Every country (ISO 3166-1 alpha-2) with its name in the user's language, in its order. */
export function countryNames(locale: string): readonly { readonly value: string; readonly label: string }[] {
  const names = new Intl.DisplayNames(locale, { type: "region" });
  const order = new Intl.Collator(locale).compare;
  return countries
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((left, right) => order(left.label, right.label));
}

export function countryName(code: string, locale: string): string {
  return /^[A-Z]{2}$/.test(code)
    ? (new Intl.DisplayNames(locale, { type: "region" }).of(code) ?? code)
    : code;
}

const countries = (
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD " +
  "CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF " +
  "GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN " +
  "KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA " +
  "NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI " +
  "SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI " +
  "VN VU WF WS YE YT ZA ZM ZW"
).split(" ");
