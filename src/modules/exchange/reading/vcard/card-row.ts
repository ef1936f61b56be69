import { splitPersonName } from "../../values/person-names.ts";
import { partsOf, plainText, type Property } from "../content-lines/properties.ts";
import type { Desk } from "../table.ts";
import { companyOf, firstText, idOf, inOrder, labelOf, named } from "./card-facts.ts";
import type { Card } from "./cards.ts";

const shared = [
  "Organization Name",
  "Organization Department",
  "Organization Title",
  "E-mail 1 - Value",
  "E-mail 1 - Label",
  "Phone 1 - Value",
  "Phone 1 - Label",
  "Address 1 - Street",
  "Address 1 - City",
  "Address 1 - Region",
  "Address 1 - Postal Code",
  "Address 1 - Country",
  "Website 1 - Value",
];
export const headingsOfPeople: readonly string[] = [
  "First Name",
  "Middle Name",
  "Last Name",
  "Name Prefix",
  "Name Suffix",
  "Nickname",
  ...shared,
  "Birthday",
  "Gender",
  "Language",
  "Notes",
  "Roles",
  "Labels",
  "UID",
];
export const headingsOfCompanies: readonly string[] = [...shared, "Notes", "Roles", "Labels", "UID"];

interface Surroundings {
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly isCompany: boolean;
  readonly desk: Desk;
}

/** A card as cells under the headings that Google's contacts have, which most know. */
export function* rowOf(card: Card, around: Surroundings): Generator<readonly [string, string]> {
  const [company = "", ...departments] = companyOf(card);
  if (!around.isCompany) yield* nameCells(card);
  yield ["Organization Name", around.isCompany ? firstText(card, "FN") || company : company];
  yield ["Organization Department", departments.filter(Boolean).join(", ")];
  yield ["Organization Title", firstText(card, "TITLE") || firstText(card, "ROLE")];
  yield* numbered(card, "EMAIL", "E-mail");
  yield* numbered(card, "TEL", "Phone");
  yield* numbered(card, "URL", "Website");
  yield* addressCells(card);
  yield* messengerCells(card);
  yield ["Birthday", dayOf(firstText(card, "BDAY"))];
  yield ["Gender", genders[firstText(card, "GENDER").charAt(0).toUpperCase()] ?? ""];
  yield ["Language", firstText(card, "LANG")];
  yield [
    "Notes",
    named(card, "NOTE")
      .map(({ value }) => plainText(value))
      .filter(Boolean)
      .join("\n"),
  ];
  const labels = labelsOf(card, around);
  yield ["Roles", labels.filter((label) => roles.has(label)).join(", ")];
  yield ["Labels", labels.filter((label) => !roles.has(label)).join(" ::: ")];
  yield ["UID", idOf(card)];
  yield* otherCells(card, around.desk);
}

function* nameCells(card: Card): Generator<readonly [string, string]> {
  const [family = "", given = "", middle = "", prefix = "", suffix = ""] = partsOf(
    named(card, "N")[0]?.value ?? "",
    ";",
  );
  const called = [
    firstText(card, "FN"),
    firstText(card, "NICKNAME"),
    firstText(card, "EMAIL"),
    firstText(card, "TEL"),
  ];
  const whole = splitPersonName(called.find((one) => one !== "") ?? "");
  const hasParts = family + given + middle !== "";
  yield ["First Name", hasParts ? given : (whole.given ?? "")];
  yield ["Middle Name", hasParts ? middle : (whole.middle ?? "")];
  yield ["Last Name", hasParts ? family : (whole.family ?? "")];
  yield ["Name Prefix", prefix];
  yield ["Name Suffix", suffix];
  yield ["Nickname", firstText(card, "NICKNAME")];
}

const mostOfGroup = 20;

function* numbered(card: Card, name: string, heading: string): Generator<readonly [string, string]> {
  for (const [index, property] of inOrder(card, name).slice(0, mostOfGroup).entries()) {
    yield [`${heading} ${index + 1} - Value`, plainText(property.value).replace(/^(tel|mailto):/i, "")];
    yield [`${heading} ${index + 1} - Label`, labelOf(card, property)];
  }
}

const addressParts = ["PO Box", "Extended Address", "Street", "City", "Region", "Postal Code", "Country"];

function* addressCells(card: Card): Generator<readonly [string, string]> {
  for (const [index, property] of inOrder(card, "ADR").slice(0, mostOfGroup).entries()) {
    const parts = partsOf(property.value, ";");
    for (const [part, name] of addressParts.entries())
      yield [`Address ${index + 1} - ${name}`, parts[part] ?? ""];
    yield [`Address ${index + 1} - Label`, labelOf(card, property)];
  }
}

const messengers: Readonly<Record<string, string>> = {
  telegram: "Telegram",
  tg: "Telegram",
  whatsapp: "WhatsApp",
  viber: "Viber",
  vk: "VK",
  skype: "Skype",
};

// Several ways to write one handle: IMPP:skype:name, X-SKYPE:name, X-SOCIALPROFILE;TYPE=telegram:https://t.me/name.
function* messengerCells(card: Card): Generator<readonly [string, string]> {
  const seen = new Set<string>();
  for (const property of card) {
    const found = handleOf(property);
    if (!found || found.handle === "" || seen.has(found.heading)) continue;
    seen.add(found.heading);
    yield [found.heading, found.handle];
  }
}

function handleOf(property: Property): { readonly heading: string; readonly handle: string } | undefined {
  const text = plainText(property.value);
  const kind = (
    property.parameters.get("TYPE")?.[0] ??
    property.parameters.get("X-SERVICE-TYPE")?.[0] ??
    ""
  ).toLowerCase();
  if (property.name === "IMPP") {
    const [, scheme = "", handle = text] = /^([\w-]+):(.*)$/s.exec(text) ?? [];
    return {
      heading: messengers[scheme.toLowerCase()] ?? messengers[kind] ?? "Messenger",
      handle: unescapedUrl(handle),
    };
  }
  if (property.name === "X-SOCIALPROFILE")
    return { heading: messengers[kind] ?? `Profile ${kind}`.trim(), handle: text };
  const own = messengers[property.name.replace(/^X-/, "").toLowerCase()];
  return own && property.name.startsWith("X-") ? { heading: own, handle: text } : undefined;
}

function unescapedUrl(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `19850901`, `1985-09-01T00:00:00Z` and `--0901` (no year, for which Apple writes 1604); other texts as they are. */
export function dayOf(text: string): string {
  const [, year, month, day] = /^(\d{4}|--)-?(\d{2})-?(\d{2})(?:T.*)?$/.exec(text.trim()) ?? [];
  if (!year) return text;
  return year === "--" || year === "1604" ? `--${month}-${day}` : `${year}-${month}-${day}`;
}

const genders: Readonly<Record<string, string>> = { F: "female", M: "male", O: "other" };

/** As our own cards say them. */
const roles = new Set(["client", "lead", "partner", "supplier", "competitor"]);

function labelsOf(card: Card, { groups }: Surroundings): string[] {
  const own = named(card, "CATEGORIES").flatMap(({ value }) => partsOf(value, ","));
  return [...new Set([...own, ...(groups.get(idOf(card)) ?? [])])].filter((label) => label !== "");
}

const taken = new Set(
  "VERSION PRODID REV KIND N FN NICKNAME ORG TITLE ROLE EMAIL TEL URL ADR LABEL IMPP BDAY GENDER LANG NOTE CATEGORIES UID SORT-STRING SOURCE NAME CLASS PROFILE MAILER X-ABLABEL X-ABADR X-ABSHOWAS X-ABUID X-IMAGEHASH X-IMAGETYPE X-SOCIALPROFILE CLIENTPIDMAP XML".split(
    " ",
  ),
);
const pictures = new Set(["PHOTO", "LOGO", "SOUND", "KEY"]);

/** What else a card says, under its own name; pictures and sounds are left out, and said to be. */
function* otherCells(card: Card, desk: Desk): Generator<readonly [string, string]> {
  const cells = new Map<string, string[]>();
  for (const property of card) {
    if (pictures.has(property.name)) desk.leaveOut({ name: property.name, reason: "unknown" });
    else if (!taken.has(property.name) && !handleOf(property)) {
      const heading = otherHeadings[property.name] ?? property.name;
      const text = partsOf(property.value, ";").filter(Boolean).join(", ");
      if (text !== "") cells.set(heading, [...(cells.get(heading) ?? []), text]);
    }
  }
  for (const [heading, texts] of cells) yield [heading, texts.join("\n")];
}

const otherHeadings: Readonly<Record<string, string>> = {
  TZ: "Time Zone",
  ANNIVERSARY: "Anniversary",
  "X-ANNIVERSARY": "Anniversary",
  "X-ABDATE": "Anniversary",
  RELATED: "Related",
  "X-ABRELATEDNAMES": "Related",
  "X-SPOUSE": "Spouse",
  GEO: "Location",
};
