import { sql } from "kysely";
import { type CountryCode, getCountries, getCountryCallingCode } from "libphonenumber-js";
import { type PhoneNumber, parsePhoneNumberFromString } from "libphonenumber-js/max";
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
  /^\+(35990|34(80[367]|90[57])|7(803|809)|49(900|137)|39(89|178)|43(900|901|930|931|939)|48(70|30)|3190)/;
/** Digits behind the code of a country, below which a number that the tables do not know is taken for a short one of that country. */
const shortest = 7;
/** Digits behind the code of a country that say already what kind of number it is. */
const telling = 5;

/** Where a number leads, and whether it may cost extra: also personal numbers, behind which anybody may be. */
export function whereLeads(number: string): {
  readonly countries: readonly string[];
  readonly code: string;
  readonly isDear: boolean;
} {
  const parsed = parsePhoneNumberFromString(number);
  const code = parsed?.countryCallingCode ?? "";
  // Where several countries share a code, and nobody can say which it is, it may be each of them.
  const countries = parsed?.country
    ? [parsed.country]
    : getCountries().filter((country) => getCountryCallingCode(country) === code);
  return {
    countries,
    code: code ? `+${code}` : number,
    isDear: parsed ? dear.test(number) || mayBeDear(number, parsed) : true,
  };
}

/**
 * Exchanges read numbers more kindly than tables do: of what is behind a whole number they take no notice, and a short number behind
 * the code of their own country is the short number. So what is in no form that people use is not called, and what the tables do not
 * know is compared with what it begins with, and what begins with it.
 */
function mayBeDear(number: string, parsed: PhoneNumber): boolean {
  if (parsed.number !== number || !parsed.isPossible()) return true;
  if (parsed.isValid()) return isCostly(number);
  const national = parsed.nationalNumber;
  if (national.length < shortest || national.startsWith("118")) return true;
  for (let cut = 1; cut <= national.length - telling; cut++) if (isCostly(number.slice(0, -cut))) return true;
  for (const digit of "0123456789")
    for (let longer = number + digit; longer.length <= 16; longer += digit) if (isCostly(longer)) return true;
  return false;
}

function isCostly(number: string): boolean {
  const type = parsePhoneNumberFromString(number)?.getType();
  return type === "PREMIUM_RATE" || type === "PERSONAL_NUMBER" || type === "PAGER";
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
  // Who began it, whoever has it now: a call that is passed on counts for who made it.
  const { rows } = await sql<{ made: number }>`
    select count(*)::int as made from call_events e join calls c on c.id = e.call_id
    where e.agent_id = ${user} and e.kind = 'new' and e.at > now() - interval '1 hour'
      and c.account_id = ${account.id} and c.direction = 'out'`.execute(work.db);
  return (rows[0]?.made ?? 0) >= callsPerHour
    ? { why: "too_many_calls", params: { most: callsPerHour } }
    : null;
}
