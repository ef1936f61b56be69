import { existsSync, readFileSync } from "node:fs";
import { locales } from "#kernel/locale";
import type { Catalogue } from "#records";
import type { Titles } from "../suggesting/columns.ts";

interface Tree {
  readonly [key: string]: string | Tree | undefined;
}

/** What the screens call objects, fields and options, in all our languages, out of the catalogues of the modules. */
export interface AllTitles extends Titles {
  option(object: string, field: string, key: string): readonly string[];
}

export function titlesOf(catalogue: Catalogue): AllTitles {
  const modules = new Set([...catalogue.objects.values()].map((object) => object.module));
  const trees = [...modules].flatMap((name) => catalogueFiles(`../../${name}/text`));
  trees.push(...catalogueFiles("../../../records/text"));
  const all = (...path: string[]): string[] => trees.map((tree) => at(tree, path)).filter((text) => text !== undefined);
  return {
    object: (name) => [...all("objects", name, "one"), ...all("objects", name, "many")],
    field: (object, field) => first(all("fields", object, field), all("fields", "common", field)),
    option: (object, field, key) => first(all("options", object, field, key), all("options", "common", key)),
  };
}

const first = (own: string[], shared: string[]): string[] => (own.length > 0 ? own : shared);

const read = new Map<string, Tree>();

function catalogueFiles(folder: string): Tree[] {
  return locales.flatMap((locale) => {
    const path = new URL(`${folder}/${locale}.json`, import.meta.url);
    if (!existsSync(path)) return [];
    const known = read.get(path.href) ?? (JSON.parse(readFileSync(path, "utf8")) as Tree);
    read.set(path.href, known);
    return [known];
  });
}

function at(tree: Tree, path: readonly string[]): string | undefined {
  let here: string | Tree | undefined = tree;
  for (const key of path) here = typeof here === "object" ? here[key] : undefined;
  return typeof here === "string" ? here : undefined;
}
