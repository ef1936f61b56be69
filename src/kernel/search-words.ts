import { searchKey } from "./search-key.ts";

/**
 * The words under which a text is found, as the database makes them in `search_title`, `search_words`, `search_phone` and
 * `search_number` (migrations 0088 and 0420): its words as they are compared, each behind the mark of the place where it
 * stands, with a blank between them. Who writes many records makes them here for a tenth of what they cost there; tests
 * hold the two together.
 */

/** Words of a title, the first of which stands apart: `pn^smith pn=john`. */
export function titleWords(mark: string, title: string): string {
  const key = searchKey(clipped(title, 400));
  return key === "" ? "" : `${mark}^${key.replaceAll(" ", ` ${mark}=`)}`;
}

/** Words of any other text. Of a long one those that nobody types are left out. */
export function textWords(mark: string, text: string): string {
  const key = searchKey(clipped(text, 4000));
  const short = lengthOf(key) > 400 ? key.replace(/[^ ]{60,}/gu, "") : key;
  // A text without words has an empty one, as in the database.
  return `${mark}=${short.replaceAll(" ", ` ${mark}=`)}`;
}

/** A telephone number without its country, from its beginning and from its end; nothing of fewer than four digits. */
export function phoneWords(mark: string, phone: string): string {
  let digits = clipped(phone, 60)
    .replace(/[^0-9]/g, "")
    .replace(/^0+/, "");
  if (/^\s*(\+|00)/.test(phone)) digits = digits.slice(countryLength(digits));
  if (digits.length < 4) return "";
  let reversed = "";
  for (const digit of digits) reversed = digit + reversed;
  return `${mark}=${digits} ${mark}<${reversed}`;
}

function countryLength(digits: string): number {
  if (/^[17]/.test(digits)) return 1;
  return /^(2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/.test(digits) ? 2 : 3;
}

/** A number as it is written, and in one piece. */
export function numberWords(mark: string, number: string): string {
  const written = clipped(number, 400);
  return textWords(mark, `${written} ${written.replace(/[^\p{L}\p{Nd}]+/gu, "")}`);
}

// The database counts characters, and not halves of them.
const lengthOf = (text: string): number => (text.length > 400 ? [...text].length : text.length);

function clipped(text: string, length: number): string {
  return text.length <= length ? text : [...text].slice(0, length).join("");
}
