import { remembered } from "./remembered.ts";

/**
 * How words are compared when somebody searches: in Latin letters without accents, spelled alike in whichever script and
 * by whichever transliteration they were written. `Щербакова`, `Shcherbakova` and `Scherbakova` are one word,
 * `Георгий` and `Georgi`, `Анна` and `Ana`, `Смит` and `Smith`. Digits stand apart without leading zeros.
 *
 * The database does the same in `search_key` (migration 0088), for what is stored; a test holds the two together.
 * Letters that need two in Latin pass through a capital: `Щ` and `sht` both become `S`, then what `S` becomes.
 */
export function searchKey(text: string): string {
  const words = isPlain(text)
    ? text
        .toLowerCase()
        .replace(/['`]/g, "")
        .split(/[^a-z0-9~]+/)
    : inLatin(text).split(between);
  let key = "";
  for (const word of words) {
    const one = spelled(word);
    if (one !== "") key = key === "" ? one : `${key} ${one}`;
  }
  return key;
}

const isPlain = (text: string): boolean => /^[\0-\u007f]*$/.test(text);

function inLatin(text: string): string {
  let key = text.normalize("NFD").toLowerCase();
  for (const [written, meant] of accented) key = key.replaceAll(written, meant);
  key = key.replace(/[\u0300-\u036f'’ʼʹ`´]/g, "");
  return key.replace(/[^\0-\u007f]/gu, (letter) => letters.get(letter) ?? letter);
}

/** How a word is compared; digits within it stand apart. */
function spelled(word: string): string {
  return /^[0-9]*$/.test(word) ? word.replace(/^0+(?=[0-9])/, "") : spelledLetters(word);
}

const spelledLetters = remembered((word) => {
  let key = word;
  for (const [written, meant] of spellings) key = key.replaceAll(written, meant);
  return key
    .replace(/0*([0-9]+)/g, " $1 ")
    .trim()
    .replace(/ {2,}/g, " ");
});

// What is neither letter nor digit of any script: punctuation, symbols, pictures.
const between =
  /[^a-zA-Z0-9~\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u2c00-\u2dff\u3040-\ufdff\ufe10-\uffff\u{20000}-\u{3ffff}]+/gu;

/** A háček or a cedilla makes another sound of a letter, where other accents only colour it. */
const accented: readonly (readonly [string, string])[] = [
  ["c\u030c", "ch"],
  ["s\u030c", "sh"],
  ["z\u030c", "zh"],
  ["c\u0301", "ch"],
  ["s\u0327", "sh"],
];

const letters = new Map(
  Array.from(
    "абвгдежзиклмнопрстуфхцчшщъыьэюяєіјљњћђџґәғқңөүұһøłđðıħþ" +
      "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЄІЈЉЊЋЂЏҐӘҒҚҢӨҮҰҺØŁĐÐİĦÞ",
    (letter, index) =>
      [letter, "abvgdeZziklmnoprstufhTCSSai~eUAeiilnCJJgagknouuholddiht"[index % 55] ?? ""] as const,
  ),
);

const doubled = Array.from("abcdefghiklmnopqrstuvz", (letter) => [letter + letter, letter] as const);

/** In this order: what one makes, the next may read. */
const spellings: readonly (readonly [string, string])[] = [
  ["æ", "ae"],
  ["œ", "oe"],
  ["ß", "ss"],
  ["shch", "S"],
  ["sch", "S"],
  ["sh", "S"],
  ["St", "S"],
  ["zh", "Z"],
  ["dZ", "J"],
  ["dj", "J"],
  ["kh", "h"],
  ["tch", "C"],
  ["ch", "C"],
  ["cz", "C"],
  ["tz", "T"],
  ["ts", "T"],
  ["cv", "Tv"],
  ["ph", "f"],
  ["th", "t"],
  ["ck", "k"],
  ["qu", "k"],
  ["q", "k"],
  ["x", "ks"],
  ["w", "v"],
  ["ye", "e"],
  ["y", "i"],
  ["j", "i"],
  ["ce", "se"],
  ["ci", "si"],
  ["c", "k"],
  ["~o", "io"],
  ["~", ""],
  ["U", "iu"],
  ["A", "ia"],
  ["J", "i"],
  ["S", "s"],
  ["Z", "z"],
  ["C", "q"],
  ["T", "c"],
  ...doubled,
];
