import { inLatinLetters } from "#kernel/latin-letters";
import type { Texts } from "../contract/index.ts";
import { textIn } from "../contract/index.ts";

// Names go into addresses, columns and tables: Latin letters, digits and underscores, beginning with x_, so that no
// word of SQL and no field of ours to come is ever in the way.

const longestObject = 22;
const longestField = 30;

/** The name of a new object called `label`: `x_car` for "Car", free among `taken`. */
export function objectName(label: Texts, taken: (name: string) => boolean): string {
  return freeName(slug(label, "object"), longestObject, taken);
}

/** The name of a new field called `label`: `x_colour` for "Colour", `x_tsvyat` for "Цвят". */
export function fieldName(label: Texts, taken: (name: string) => boolean): string {
  return freeName(slug(label, "field"), longestField, taken);
}

function slug(label: Texts, otherwise: string): string {
  const plain = inLatinLetters(textIn(label, "en") ?? "")
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return plain || otherwise;
}

function freeName(stem: string, longest: number, taken: (name: string) => boolean): string {
  for (let number = 1; ; number++) {
    const ending = number === 1 ? "" : `_${number}`;
    const name = `x_${stem.slice(0, longest - ending.length).replace(/_+$/, "")}${ending}`;
    if (!taken(name)) return name;
  }
}

/** Where a field stands once its type was changed: `x_size_v2`, then `x_size_v3`. */
export function freePlace(name: string, taken: (candidate: string) => boolean): string {
  for (let number = 2; ; number++) {
    const candidate = `${name}_v${number}`;
    if (!taken(candidate)) return candidate;
  }
}
