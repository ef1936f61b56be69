import { partsOf, plainText, type Property } from "../content-lines/properties.ts";
import type { Card } from "./cards.ts";

export const named = (card: Card, ...names: readonly string[]): Property[] =>
  card.filter((property) => names.includes(property.name));

/** The first value of that name that is not empty, as a text. */
export const firstText = (card: Card, name: string): string =>
  named(card, name)
    .map(({ value }) => plainText(value))
    .find((text) => text !== "") ?? "";

/** What a card is about: iPhones mark a company, others write its name and no person's. */
export function kindOf(card: Card): "person" | "company" | "group" | "other" {
  const kind = (firstText(card, "KIND") || firstText(card, "X-ADDRESSBOOKSERVER-KIND")).toLowerCase();
  if (kind === "group") return "group";
  if (kind === "org" || /^company$/i.test(firstText(card, "X-ABSHOWAS"))) return "company";
  if (kind !== "" && kind !== "individual") return "other";
  const [company] = companyOf(card);
  const isNameless = named(card, "N").every(({ value }) => partsOf(value, ";").every((part) => part === ""));
  return isNameless && company && company === firstText(card, "FN") ? "company" : "person";
}

/** The company and its departments. */
export const companyOf = (card: Card): string[] => partsOf(named(card, "ORG")[0]?.value ?? "", ";");

/** The id of a card, however it is written. */
export const idOf = (card: Card): string => plainId(firstText(card, "UID"));

export const memberIds = (card: Card): string[] =>
  named(card, "MEMBER", "X-ADDRESSBOOKSERVER-MEMBER").map(({ value }) => plainId(value));

const plainId = (id: string): string => id.trim().replace(/^urn:uuid:/i, "");

/** What an address or number is for: the label of its own, else its types in words. */
export function labelOf(card: Card, { group, parameters }: Property): string {
  const own = group === "" ? "" : named(card, "X-ABLABEL").find((one) => one.group === group)?.value;
  // Apple writes its own words as _$!<Home>!$_.
  if (own) return plainText(own).replace(/^_\$!<(.*)>!\$_$/, "$1");
  const types = (parameters.get("TYPE") ?? []).map((type) => type.toLowerCase());
  return types
    .filter((type) => !idle.has(type))
    .map((type) => words[type] ?? capital(type))
    .join(", ");
}

const idle = new Set(["pref", "voice", "internet", "x-internet", "uri", "text"]);
const words: Readonly<Record<string, string>> = { cell: "Mobile", work: "Work", home: "Home", fax: "Fax" };
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** How much one of several is preferred; 1 is most, 101 not at all. */
export function preference({ parameters }: Property): number {
  const pref = Number(parameters.get("PREF")?.[0]);
  if (pref >= 1 && pref <= 100) return pref;
  return parameters.get("TYPE")?.some((type) => type.toLowerCase() === "pref") ? 1 : 101;
}

/** Those of that name with something in them, the preferred first, each value once. */
export function inOrder(card: Card, name: string): Property[] {
  const all = named(card, name).filter(({ value }) => value.replace(/[;\s]/g, "") !== "");
  return all
    .filter((one, index) => all.findIndex(({ value }) => value === one.value) === index)
    .sort((left, right) => preference(left) - preference(right));
}
