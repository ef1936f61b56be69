import { readdirSync, readFileSync } from "node:fs";
import type { Catalogue } from "#records";
import { textIn } from "#records/contract";
import { type Locale, locales } from "#kernel/locale";

/** Titles of fields by object, as the texts of the modules have them under `fields`. */
type Titles = Readonly<Record<string, Readonly<Record<string, string>>>>;

const modules = new URL("../../modules/", import.meta.url);
const titles = new Map(locales.map((locale) => [locale, readTitles(locale)]));

/**
 * How a person calls the field that a path of the contract names (`address.city`, `company.name`), in their
 * language; the path itself where it is none of a record's.
 */
export function fieldTitle(
  catalogue: Catalogue,
  locale: Locale,
  object: string | undefined,
  path: string,
): string {
  const known = titles.get(locale) ?? {};
  const named: string[] = [];
  let at = object;
  for (const step of path.split(".")) {
    const field = at ? catalogue.objects.get(at)?.fields[step] : undefined;
    const title = textIn(field?.label, locale) ?? (at && known[at]?.[step]) ?? known["common"]?.[step];
    if (!object || !title) return path;
    named.push(title);
    at = field && field.type === "link" ? field.to : undefined;
  }
  return named.join(" ▸ ");
}

function readTitles(locale: Locale): Titles {
  const merged: Record<string, Record<string, string>> = {};
  for (const { name } of readdirSync(modules, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )) {
    const file = new URL(`${name}/text/${locale}.json`, modules);
    const { fields = {} } = JSON.parse(readFileSync(file, "utf8")) as { readonly fields?: Titles };
    for (const [object, own] of Object.entries(fields)) merged[object] = { ...merged[object], ...own };
  }
  return merged;
}
