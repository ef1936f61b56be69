import { sql } from "kysely";
import { type CountryCode, getCountries, getCountryCallingCode } from "libphonenumber-js";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { ErrorCode } from "#kernel/error";
import type { Work } from "#records";
import type { Line } from "./line.ts";

/** Why a number is not called, as the error that says so. */
export type CallRefusal = Extract<ErrorCode, "call_costs_extra" | "country_not_called" | "too_many_calls">;

/** Where calls within the European Economic Area end, of which the Union bounds the price (Regulation 2018/1971, art. 50). */
const economicArea = new Set(
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split(" "),
);

/**
 * Numbers that cost extra and that the tables of libphonenumber do not know, or know in one length alone: by the numbering plans of
 * Bulgaria, Spain, Russia, Germany, Italy, Austria, Poland and the Netherlands.
 */
const dear =
  /^\+(35990|34(80[367]|90[57])|7(803|809)|49(900|137)|3989|43(900|901|930|931|939)|48(70|30)|3190)/;

/** Where a number leads, and whether it costs extra: also personal numbers, behind which anybody may be. */
export function whereLeads(number: string): {
  readonly countries: readonly string[];
  readonly code: string;
  readonly isDear: boolean;
} {
  const parsed = parsePhoneNumberFromString(number);
  const type = parsed?.getType();
  const code = parsed?.countryCallingCode ?? "";
  // Where several countries share a code, and nobody can say which it is, it may be each of them.
  const countries = parsed?.country
    ? [parsed.country]
    : getCountries().filter((country) => getCountryCallingCode(country) === code);
  return {
    countries,
    code: code ? `+${code}` : number,
    isDear: dear.test(number) || type === "PREMIUM_RATE" || type === "PERSONAL_NUMBER",
  };
}

/** The countries that a line calls where nobody has said which: its own, the organisation's, and the economic area of either. */
export function usualCountries(country: string, number: string | null): string[] {
  const own = number ? parsePhoneNumberFromString(number, country as CountryCode)?.country : undefined;
  const near = [country, ...(own ? [own] : [])];
  return [
    ...new Set([...near, ...(near.some((one) => economicArea.has(one)) ? economicArea : [])]),
  ].toSorted();
}

export interface Refused {
  readonly why: CallRefusal;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Why the line does not call a number for somebody now; null where it does. `number` is E.164. */
export async function refusalOf(
  work: Pick<Work, "db" | "country">,
  { account, countries, callsPerHour }: Line,
  { number, user }: { readonly number: string; readonly user: string },
): Promise<Refused | null> {
  const leads = whereLeads(number);
  if (leads.isDear) return { why: "call_costs_extra", params: {} };
  const allowed = countries.length > 0 ? countries : usualCountries(work.country, account.address);
  if (leads.countries.length === 0 || !leads.countries.every((one) => allowed.includes(one)))
    return { why: "country_not_called", params: { code: leads.code } };
  const { rows } = await sql<{ made: number }>`
    select count(*)::int as made from calls
    where agent_id = ${user} and account_id = ${account.id} and direction = 'out' and started_at > now() - interval '1 hour'`.execute(
    work.db,
  );
  return (rows[0]?.made ?? 0) >= callsPerHour
    ? { why: "too_many_calls", params: { most: callsPerHour } }
    : null;
}
