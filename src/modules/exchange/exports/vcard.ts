import { knownField, list, type Work } from "#records";
import { grantOn, type RecordData } from "#records/contract";
import { asText } from "../imports/directory.ts";
import { contentLine, escaped, utcStamp } from "./content-lines.ts";
import type { ListToExport } from "./list-to-export.ts";

const asked = [
  "name",
  "company",
  "job_title",
  "roles",
  "email",
  "phone",
  "website",
  "address",
  "language",
  "birth_date",
  "gender",
  "description",
  "updated_at",
] as const;

interface ContactPoint {
  readonly kind: string;
  readonly value: string;
  readonly label: string;
  readonly main: boolean;
}

type ContactPoints = ReadonlyMap<string, readonly ContactPoint[]>;

/** People or companies as an address book reads them (vCard 4.0, RFC 6350), with all their contact points. */
export async function* writeVCards(exported: ListToExport): AsyncGenerator<string> {
  const { object, reader } = exported;
  const known = await exported.read(async (work) => asked.filter((name) => knownField(work, object, name)));
  const countries = new Intl.DisplayNames([reader.locale], { type: "region", fallback: "code" });
  const isCompany = object.name === "company";
  for await (const records of await exported.pages(known.join(","))) {
    const points = await exported.read((work) => contactPointsOf(work, records));
    yield records
      .map((record) => card(record, points.get(record.id) ?? mainPoints(record), { isCompany, countries }))
      .join("");
  }
}

const atOnce = 500;

/** By party, the main ones first. Nothing where the exporter may not have them all. */
async function contactPointsOf(work: Work, records: readonly RecordData[]): Promise<ContactPoints> {
  const grant = grantOn(work.actor.rights, "contact_point");
  const found = new Map<string, ContactPoint[]>();
  if (grant.read === "none" || !grant.export || !work.catalogue.objects.has("contact_point")) return found;
  const fields = ["party", "kind", "value", "label", "main"].filter((name) =>
    knownField(work, work.catalogue.object("contact_point"), name),
  );
  if (!fields.includes("party") || !fields.includes("value") || !fields.includes("kind")) return found;
  for (let from = 0; from < records.length; from += atOnce) {
    const ids = records.slice(from, from + atOnce).map(({ id }) => id);
    const filter = { field: "party", op: "in", value: ids } as const;
    let cursor: string | undefined;
    do {
      const page = await list(work, "contact_point", {
        filter,
        fields: fields.join(","),
        sort: "id",
        limit: 2000,
        cursor,
      });
      for (const point of page.data) add(found, point);
      cursor = page.next ?? undefined;
    } while (cursor);
  }
  return found;
}

function add(found: Map<string, ContactPoint[]>, { party, kind, value, label, main }: RecordData): void {
  const { id } = (party ?? { id: "" }) as { id: string };
  const point = { kind: text(kind), value: text(value), label: text(label), main: main === true };
  if (point.value === "") return;
  const known = found.get(id) ?? [];
  found.set(id, point.main ? [point, ...known] : [...known, point]);
}

function mainPoints(record: RecordData): ContactPoint[] {
  return ["email", "phone", "website"].flatMap((kind) =>
    text(record[kind]) ? [{ kind, value: text(record[kind]), label: "", main: true }] : [],
  );
}

interface Look {
  readonly isCompany: boolean;
  readonly countries: Intl.DisplayNames;
}

function card(record: RecordData, points: readonly ContactPoint[], { isCompany, countries }: Look): string {
  const name = asText(record.name);
  const parts = isCompany ? {} : ((record.name ?? {}) as Record<string, unknown>);
  return [
    contentLine("BEGIN", "VCARD"),
    contentLine("VERSION", "4.0"),
    contentLine("KIND", isCompany ? "org" : "individual"),
    contentLine("UID", `urn:uuid:${record.id}`),
    contentLine("FN", escaped(name)),
    contentLine(
      "N",
      [parts.family, parts.given, parts.middle, null, null].map((one) => escaped(text(one))).join(";"),
    ),
    line("ORG", escaped(isCompany ? name : asText(record.company))),
    line("TITLE", escaped(text(record.job_title))),
    ...points.map(pointLine),
    line("ADR", addressOf(record.address, countries)),
    line("BDAY", text(record.birth_date).replaceAll("-", "")),
    line("GENDER", genders[text(record.gender)] ?? ""),
    line("LANG", text(record.language)),
    line(
      "CATEGORIES",
      Array.isArray(record.roles) ? record.roles.map((one) => escaped(text(one))).join(",") : "",
    ),
    line("NOTE", escaped(text(record.description))),
    line("REV", text(record.updated_at) && utcStamp(text(record.updated_at))),
    contentLine("END", "VCARD"),
  ].join("");
}

const genders: Readonly<Record<string, string>> = { female: "F", male: "M", other: "O" };

const properties: Readonly<Record<string, string>> = { email: "EMAIL", phone: "TEL", website: "URL" };

function pointLine({ kind, value, label, main }: ContactPoint): string {
  const place = /^(work|home)$/i.test(label) ? `;TYPE=${label.toLowerCase()}` : "";
  const parameters = place + (main ? ";PREF=1" : "");
  const property = properties[kind];
  if (property === "URL") return contentLine(`URL${parameters}`, plain(value));
  if (property) return contentLine(property + parameters, escaped(value));
  // A messenger is an address of its own kind.
  return contentLine(
    `IMPP${parameters}`,
    `${kind === "other" ? "x-other" : kind}:${encodeURIComponent(value.toWellFormed())}`,
  );
}

// An address of the net is no text: its signs stand as they are, but none of them may end the line.
const plain = (value: string): string => value.toWellFormed().replace(/[\u0000-\u001f\u007f]/g, "");

function addressOf(value: unknown, countries: Intl.DisplayNames): string {
  if (typeof value !== "object" || value === null) return "";
  const { street, city, region, postal_code, country } = value as Record<string, unknown>;
  const land = /^[A-Z]{2}$/.test(text(country)) ? (countries.of(text(country)) ?? "") : text(country);
  const parts = [null, null, street, city, region, postal_code, land].map((one) => escaped(text(one)));
  return parts.every((one) => one === "") ? "" : parts.join(";");
}

const line = (name: string, value: string): string => (value === "" ? "" : contentLine(name, value));

const text = (value: unknown): string => (typeof value === "string" ? value : "");
