/**
 * The creditor reference of ISO 11649 for a document's number, which banks carry through unharmed: `RF`, two check digits
 * by ISO 7064 (mod 97-10), and up to 21 letters and digits. Null where the number has none of these.
 */
export function creditorReference(number: string): string | null {
  const own = number
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^A-Z\d]/g, "")
    .slice(-21);
  if (own === "") return null;
  return `RF${String(98 - remainderOf97(`${own}RF00`)).padStart(2, "0")}${own}`;
}

function remainderOf97(text: string): number {
  let remainder = 0;
  for (const letter of text) {
    const value = letter >= "A" ? letter.charCodeAt(0) - 55 : Number(letter);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}

/** How clearly a text names a number: all of it, its digits alone (`2026/12`), or no more than the last of them (`12`). */
export type Naming = "whole" | "digits" | "last";

/**
 * Whether a payer's text names a document's number, in whatever notation: other signs or none between its parts, zeros
 * left out, blanks where a bank broke the line.
 */
export function namingOf(text: string, number: string): Naming | null {
  const parts = partsOf(number);
  const digits = parts.filter((part) => /^\d/.test(part));
  const last = lastOf(digits);
  if (!last) return null;
  const said = text.normalize("NFKC").toUpperCase();
  if (parts.length > digits.length && stands(said, parts)) return "whole";
  if ((digits.length > 1 || last.length > 4) && stands(said, digits))
    return digits.length === parts.length ? "whole" : "digits";
  return stands(said, [last]) ? "last" : null;
}

/** The digits that a text which names the number has at least, whatever blanks stand in it; null where it has none. */
export function leastOf(number: string): string | null {
  return lastOf(partsOf(number).filter((part) => /^\d/.test(part))) ?? null;
}

const partsOf = (number: string): readonly string[] =>
  number
    .normalize("NFKC")
    .toUpperCase()
    .match(/\p{L}+|\d+/gu) ?? [];

const lastOf = (digits: readonly string[]): string | undefined => digits.at(-1)?.replace(/^0+(?=\d)/, "");

function stands(said: string, parts: readonly string[]): boolean {
  const between = String.raw`[^\p{L}\d]{0,3}`;
  const pattern = parts.map(spelling).join(between);
  return new RegExp(String.raw`(?<![\d\p{L}])${pattern}(?!\d)|(?<=[^\d])${pattern}(?!\d)`, "u").test(said);
}

// Parts are letters and digits alone. A year keeps its zeros, what counts may lose those before it.
function spelling(part: string): string {
  if (!/^\d/.test(part)) return part;
  const bare = part.replace(/^0+(?=\d)/, "");
  return String.raw`(?:0\s?){0,12}${[...bare].join(String.raw`\s?`)}`;
}
