import { normalised } from "#customers";
import { countryNamed, escaped } from "#exchange";
import type { ContactPoint, EntryForm, Reader, Saying } from "./form.ts";
import { stamp } from "./instants.ts";
import { type Component, type Line, lineNamed, parameterOf, partsOf, textNamed, unescaped } from "./lines.ts";

/** People as cards of an address book, with all ways to reach them. */
export const personForm: EntryForm = {
  object: "person",
  component: "VCARD",
  mediaType: "text/vcard",
  extension: ".vcf",
  fields: ["name", "company", "job_title", "address", "birth_date", "description", "updated_at"],
  uidOf: (id) => `urn:uuid:${id}`,
  together: [["FN", "N"]],
  say({ record, points }, { locale }) {
    const name = (record["name"] ?? {}) as Partial<Record<string, string | null>>;
    const company = (record["company"] ?? {}) as { title?: unknown };
    return {
      FN: [line("FN", escaped(name["full"] ?? ""))],
      N: [line("N", joined([name["family"], name["given"], name["middle"], null, null]))],
      ORG: lines("ORG", said(company.title)),
      TITLE: lines("TITLE", said(record["job_title"])),
      ...pointLines(points),
      ADR: lines("ADR", addressOf(record["address"], locale)),
      BDAY: lines("BDAY", text(record["birth_date"])),
      NOTE: lines("NOTE", said(record["description"])),
      REV: lines("REV", stamp(record["updated_at"])),
    };
  },
  understand(card, reader) {
    const kind = textNamed(card, "KIND") || textNamed(card, "X-ADDRESSBOOKSERVER-KIND");
    const name = nameOf(card);
    // A list of cards is nobody.
    if (kind.toLowerCase() === "group" || !name) return null;
    return {
      values: {
        name,
        company: partsOf(lineNamed(card, "ORG")?.value ?? "", ";")[0]?.trim() || null,
        job_title: textNamed(card, "TITLE").trim().slice(0, 500) || null,
        address: readAddress(lineNamed(card, "ADR")),
        birth_date: birthDateOf(lineNamed(card, "BDAY")),
        description: textNamed(card, "NOTE").trim() || null,
      },
      points: pointsOf(card, reader),
    };
  },
  keyOf(line, { country }) {
    const [point] = pointsIn(line);
    return point ? (normalised(point.kind, point.value, country) ?? point.value) : line.value;
  },
};

type Point = Omit<ContactPoint, "id" | "version">;

const properties: Readonly<Record<string, string>> = { email: "EMAIL", phone: "TEL", website: "URL" };

function pointLines(points: readonly ContactPoint[]): Saying {
  const ordered = points.toSorted((one, other) => Number(other.main) - Number(one.main));
  const of = (kind: string) => ordered.filter((point) => point.kind === kind).map(pointLine);
  const others = ordered.filter(({ kind }) => !Object.hasOwn(properties, kind));
  return { EMAIL: of("email"), TEL: of("phone"), URL: of("website"), IMPP: others.map(pointLine) };
}

function pointLine({ kind, value, label, main }: ContactPoint): Line {
  const place = /^(work|home|cell)$/i.test(label) ? `;TYPE=${label.toLowerCase()}` : "";
  const head = place + (main ? ";TYPE=pref" : "");
  const name = properties[kind];
  if (name === "URL") return { name, head: `URL${place}`, value: plain(value) };
  if (name) return { name, head: name + head, value: escaped(value) };
  // A messenger is an address of its own kind.
  const scheme = kind === "other" ? "x-other" : kind;
  return {
    name: "IMPP",
    head: `IMPP${place}`,
    value: `${scheme}:${encodeURIComponent(value.toWellFormed())}`,
  };
}

// An address of the net is no text: its signs stand as they are, but none of them may end the line.
const plain = (value: string): string => value.toWellFormed().replace(/[\u0000-\u001f\u007f]/g, "");

/** Ways to reach somebody, as far as they are any: what no channel can use stays in the card alone. */
function pointsOf(card: Component, { country }: Reader): Point[] {
  const found = new Map<string, Point>();
  for (const point of card.lines.flatMap(pointsIn)) {
    const form = normalised(point.kind, point.value, country);
    const key = `${point.kind} ${form}`;
    if (form !== null && point.value.length <= 320 && !found.has(key)) found.set(key, point);
  }
  return [...found.values()].slice(0, mostPoints);
}

const mostPoints = 50;
const messengers = new Set(["telegram", "whatsapp", "viber", "vk", "skype"]);

function pointsIn(line: Line): Point[] {
  const types = (parameterOf(line, "TYPE") ?? "").toLowerCase().split(",");
  const label = ["work", "home", "cell"].find((one) => types.includes(one)) ?? "";
  const main = types.includes("pref") || /;PREF=1\b/i.test(line.head) || /;TYPE="?pref/i.test(line.head);
  const of = (kind: string, value: string): Point[] => (value ? [{ kind, value, label, main }] : []);
  switch (line.name) {
    case "EMAIL":
      return of(
        "email",
        unescaped(line.value)
          .trim()
          .replace(/^mailto:/i, ""),
      );
    case "TEL":
      return of("phone", unescaped(line.value).trim().replace(/^tel:/i, ""));
    case "URL":
      return of("website", unescaped(line.value).trim());
    case "IMPP":
      return messengerIn(line.value.trim()).flatMap(({ kind, value }) => of(kind, value));
    default:
      return [];
  }
}

function messengerIn(value: string): { kind: string; value: string }[] {
  const [, scheme = "", handle = ""] = /^([\w-]+):(.+)$/.exec(value) ?? [];
  const kind = messengers.has(scheme.toLowerCase())
    ? scheme.toLowerCase()
    : scheme === "x-other"
      ? "other"
      : "";
  try {
    return kind ? [{ kind, value: decodeURIComponent(handle) }] : [];
  } catch {
    return [];
  }
}

function nameOf(card: Component): Record<string, string | null> | string | null {
  const [family, given, middle] = partsOf(lineNamed(card, "N")?.value ?? "", ";").map(nameIn);
  if (family || given) return { given: given || null, middle: middle || null, family: family || null };
  return nameIn(textNamed(card, "FN")) || nameIn(textNamed(card, "ORG").replaceAll(";", " ")) || null;
}

const nameIn = (part: string): string =>
  part
    .replace(/[\u0000-\u001f\u007f]/g, " ")
    .trim()
    .slice(0, 120);

function birthDateOf(said: Line | undefined): string | null {
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(said?.value.trim() ?? "") ?? [];
  const date = `${year}-${month}-${day}`;
  // Some write a year for none.
  if (!year || parameterOf(said as Line, "X-APPLE-OMIT-YEAR") === year) return null;
  return new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date) ? date : null;
}

function addressOf(value: unknown, locale: string): string {
  if (typeof value !== "object" || value === null) return "";
  const { street, city, region, postal_code, country } = value as Record<string, string | null>;
  const land = /^[A-Z]{2}$/.test(country ?? "") ? countryName(country ?? "", locale) : country;
  const parts = [null, null, street, city, region, postal_code, land];
  return parts.every((part) => !part) ? "" : joined(parts);
}

const countryName = (code: string, locale: string): string =>
  new Intl.DisplayNames([locale], { type: "region", fallback: "code" }).of(code) ?? code;

function readAddress(said: Line | undefined): Record<string, string | null> | null {
  const [, more, street, city, region, postalCode, country] = partsOf(said?.value ?? "", ";");
  const of = (part: string | undefined, most: number) => part?.trim().slice(0, most) || null;
  const read = {
    street: of([street, more].filter(Boolean).join(", "), 300),
    city: of(city, 120),
    region: of(region, 120),
    postal_code: of(postalCode, 20),
    country: countryNamed(country ?? "") ?? null,
  };
  return Object.values(read).every((part) => part === null) ? null : read;
}

const joined = (parts: readonly (string | null | undefined)[]): string =>
  parts.map((part) => escaped(part ?? "")).join(";");

const line = (name: string, value: string): Line => ({ name, head: name, value });
const lines = (name: string, value: string): readonly Line[] => (value === "" ? [] : [line(name, value)]);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const said = (value: unknown): string => escaped(text(value));
