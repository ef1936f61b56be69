import { existsSync, readFileSync } from "node:fs";
import { type Locale, locales } from "#kernel/locale";
import type { Catalogue } from "#records";
import { type Texts, textIn } from "#records/contract";
import type { Titles } from "../suggesting/columns.ts";

interface Tree {
  readonly [key: string]: string | Tree | undefined;
}

/** What the screens call objects, fields and options, in all our languages, out of the catalogues of the modules. */
export interface AllTitles extends Titles {
  option(object: string, field: string, key: string): readonly string[];
}

export function titlesOf(catalogue: Catalogue): AllTitles {
  const trees = locales.flatMap((locale) => treesIn(catalogue, locale));
  const all = (...path: string[]): string[] =>
    trees.map((tree) => at(tree, path)).filter((text) => text !== undefined);
  const given = (texts: Texts | undefined): string[] => Object.values(texts ?? {});
  return {
    object: (name) => {
      const label = catalogue.objects.get(name)?.label;
      return [
        ...given(label?.one),
        ...given(label?.many),
        ...all("objects", name, "one"),
        ...all("objects", name, "many"),
      ];
    },
    field: (object, field) => [
      ...given(catalogue.objects.get(object)?.fields[field]?.label),
      ...ownOr(all("fields", object, field), all("fields", "common", field)),
    ],
    option: (object, field, key) => ownOr(all("options", object, field, key), all("options", "common", key)),
  };
}

/** Titles in one language. */
export function titlesIn(catalogue: Catalogue, locale: Locale) {
  const trees = treesIn(catalogue, locale);
  const one = (...path: string[]): string | undefined =>
    trees.map((tree) => at(tree, path)).find((text) => text !== undefined);
  return {
    field: (object: string, field: string) =>
      textIn(catalogue.objects.get(object)?.fields[field]?.label, locale) ??
      one("fields", object, field) ??
      one("fields", "common", field),
    option: (object: string, field: string, key: string) =>
      one("options", object, field, key) ?? one("options", "common", key),
    part: (part: string) => one("exchange", "parts", part),
    text: (...path: string[]) => one(...path),
  };
}

const ownOr = (own: string[], shared: string[]): string[] => (own.length > 0 ? own : shared);

function treesIn(catalogue: Catalogue, locale: Locale): Tree[] {
  const modules = new Set([...catalogue.objects.values()].map((object) => object.module));
  const folders = [...modules].map((name) => `../../${name}/text`);
  return [...folders, "../text", "../../../records/text"].flatMap((folder) =>
    read(`${folder}/${locale}.json`),
  );
}

const known = new Map<string, Tree>();

function read(path: string): Tree[] {
  const url = new URL(path, import.meta.url);
  const tree =
    known.get(url.href) ?? (existsSync(url) ? (JSON.parse(readFileSync(url, "utf8")) as Tree) : undefined);
  if (!tree) return [];
  known.set(url.href, tree);
  return [tree];
}

function at(tree: Tree, path: readonly string[]): string | undefined {
  let here: string | Tree | undefined = tree;
  for (const key of path) here = typeof here === "object" ? here[key] : undefined;
  return typeof here === "string" ? here : undefined;
}
