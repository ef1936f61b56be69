import { searchKey } from "#kernel/search-key";

/** A word as it may stand: begun with one of these, or being one of those. */
export interface AskedWord {
  readonly begins: readonly string[];
  readonly is: readonly string[];
}

/** One way to understand what was typed: each of the words, or a telephone number in one of its forms. */
export interface Reading {
  readonly words: readonly AskedWord[];
  readonly phones: readonly string[];
}

const mostWords = 8;
const longestWord = 40;

/** Reads what was typed as words that may go on; empty where there is neither a letter nor a digit. */
export function readingOf(text: string): Reading {
  const words = text
    .replaceAll("\0", "")
    .split(/\s+/)
    .filter(Boolean)
    .flatMap(wordsIn)
    .slice(0, mostWords)
    .map((begins) => ({ begins, is: [] }));
  return { words, phones: phonesIn(text) };
}

/** Whether nothing can be looked for by it. */
export function asksNothing({ words, phones }: Reading): boolean {
  return words.length === 0 && phones.length === 0;
}

// One piece between spaces may hold several words: an address, a number with hyphens.
function wordsIn(piece: string): string[][] {
  const [plain = [], ...others] = spellingsOf(piece).map((spelling) =>
    searchKey(spelling.slice(0, 200)).split(" ").filter(Boolean),
  );
  const alike = others.filter((words) => words.length === plain.length);
  return plain.map((word, index) => {
    const ways = new Set([word, ...alike.map((words) => words[index] ?? word)]);
    return [...ways].map((way) => way.slice(0, longestWord));
  });
}

// Where one letter is written for several sounds: `Jivko` is Живко, `Jordan` Йордан; and a `c` that the next letter will tell.
function spellingsOf(piece: string): string[] {
  const lower = piece.toLowerCase();
  const spellings = [
    lower,
    lower.replace(/dzh|dj|дж|j/g, "zh"),
    lower.replace(/zh|ж/g, "j"),
    ...(lower.endsWith("c") ? ["ch", "s"].map((sound) => lower.slice(0, -1) + sound) : []),
  ];
  return [...new Set(spellings)];
}

/** Calling codes of countries (ITU-T E.164): one digit, two, or else three; as `search_phone` has them. */
const callingCode = /^(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;
const fewestDigits = 4;
const fewestWithCode = 10;

// A number written for abroad is found where it stands as at home, and the other way round; so is one that is dialled with
// the 8 that stands for the 0 in Russia.
function phonesIn(text: string): string[] {
  if (!/^\s*[+(]*\d[\d\s().\-/]*$/.test(text)) return [];
  const digits = text.replace(/\D/g, "").replace(/^0+/, "");
  if (digits.length < fewestDigits || digits.length > 20) return [];
  if (/^8\d{10}$/.test(digits)) return [digits.slice(1), digits];
  const home = digits.replace(callingCode, "");
  const mayHaveCode = /^\s*(\+|00)/.test(text) || digits.length >= fewestWithCode;
  return mayHaveCode && home.length >= fewestDigits ? [home, digits] : [digits];
}
