import { inLatinLetters } from "#kernel/latin-letters";

/** A name as it stands in an address of mail or a domain: Latin letters and digits, `-` between words. */
export function latinName(name: string): string {
  return inLatinLetters(name)
    .normalize("NFD")
    .replace(/[^a-z0-9 -]/g, "")
    .trim()
    .replace(/[ -]+/g, "-");
}
