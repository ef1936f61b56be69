import { readFile } from "node:fs/promises";
import { type Locale, locales } from "#kernel/locale";
import { titlesIn } from "#exchange";
import { type Catalogue, type CatalogueObject, columnsOf } from "#records";
import type { Field } from "#records/contract";

/** What the tables and columns mean, for whoever reads them without Rapport: objects, fields, choices, in four languages. */
export function metadataOf(catalogue: Catalogue, organisation: unknown): object {
  const titles = locales.map((locale) => [locale, titlesIn(catalogue, locale)] as const);
  const each = (read: (one: (typeof titles)[number][1], locale: Locale) => string | undefined) =>
    Object.fromEntries(titles.map(([locale, one]) => [locale, read(one, locale)]));
  const fieldOf = (object: CatalogueObject, name: string, field: Field) => ({
    name,
    titles: each((one) => one.field(object.name, name)),
    type: field.type,
    columns: columnsOf(name, field).map((column) => column.name),
    ...("to" in field && { to: field.to }),
    ...("through" in field && { table: field.through }),
    ...("options" in field &&
      Array.isArray(field.options) && {
        options: (field.options as readonly (string | { readonly key: string })[]).map((option) => {
          const key = typeof option === "string" ? option : option.key;
          return { key, titles: each((one) => one.option(object.name, name, key)) };
        }),
      }),
  });
  const objects = [...catalogue.objects.values()].map((object) => ({
    name: object.name,
    titles: each((one, locale) => object.label?.many[locale] ?? one.text("objects", object.name, "many")),
    list: object.plural,
    table: object.table,
    ...(object.where && { only: object.where }),
    made_by: object.module === "custom" ? "an administrator" : "Rapport",
    fields: Object.entries(object.fields).map(([name, field]) => fieldOf(object, name, field)),
  }));
  return { organisation, objects };
}

/** What is in an archive and how it is read, for whoever opens it, in their language. */
export async function readmeIn(
  locale: Locale,
  { organisation, takenAt }: { readonly organisation: string; readonly takenAt: string },
): Promise<string> {
  const text = await readFile(new URL(`readme/${locale}.txt`, import.meta.url), "utf8");
  return text.replaceAll("{organisation}", () => organisation).replaceAll("{at}", takenAt);
}
