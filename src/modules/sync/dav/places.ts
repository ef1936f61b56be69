import { type Collection, collections } from "./collections.ts";

/** What an address under `/dav/` leads to. */
export type Place =
  | { readonly kind: "root" | "principal" }
  | { readonly kind: "home"; readonly home: Collection["home"] }
  | { readonly kind: "collection"; readonly collection: Collection }
  | { readonly kind: "entry"; readonly collection: Collection; readonly name: string };

/** Null for an address that leads to nothing, or to another user. */
export function placeAt(path: string, user: string): Place | null {
  const [, dav, ...parts] = path.split("/").map(decoded);
  if (dav !== "dav") return null;
  const [first = "", whose = "", third = "", name = "", ...more] = parts;
  if (first === "") return { kind: "root" };
  if (whose !== user || more.some((part) => part !== "")) return null;
  if (first === "principals") return third === "" ? { kind: "principal" } : null;
  if (first !== "calendars" && first !== "addressbooks") return null;
  if (third === "") return { kind: "home", home: first };
  const collection = collections.find((one) => one.home === first && one.name === third);
  if (!collection) return null;
  return name === "" ? { kind: "collection", collection } : { kind: "entry", collection, name };
}

export const rootHref = "/dav/";
export const principalHref = (user: string): string => `/dav/principals/${user}/`;
export const homeHref = (home: Collection["home"], user: string): string => `/dav/${home}/${user}/`;
export const collectionHref = ({ home, name }: Collection, user: string): string =>
  `/dav/${home}/${user}/${name}/`;
export const entryHref = (collection: Collection, user: string, name: string): string =>
  collectionHref(collection, user) + encodeURIComponent(name);

/** The longest name of an entry. */
const longestName = 400;

function decoded(part: string): string {
  try {
    const name = decodeURIComponent(part);
    // What is no name of a file would be one for somebody.
    return name.length > longestName || /[\u0000-\u001f\u007f/\\]/.test(name) ? "\u0000" : name;
  } catch {
    return "\u0000";
  }
}
