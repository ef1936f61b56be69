import chardet from "chardet";
import iconv from "iconv-lite";
import type { Encoding } from "../contract/limits.ts";

/**
 * The encoding of a file by its first bytes: byte order mark, then UTF-16 by where its zero bytes stand,
 * then UTF-8 when most sequences are valid, then the single-byte code pages of our languages: those of Windows, and those in which
 * Excel writes on a Mac ("macintosh") and for DOS (cp850, cp866).
 * Null when the bytes are no text at all.
 */
export function detectEncoding(sample: Buffer): Encoding | null {
  const marked = byMark(sample);
  if (marked) return marked;
  const wide = byZeroBytes(sample);
  if (wide) return wide;
  if (looksBinary(sample)) return null;
  if (isUtf8(sample) || isMostlyUtf8(sample)) return "utf-8";
  return isCyrillic(sample)
    ? likelier(sample, [cyrillicPage(sample), "maccyrillic", "cp866"])
    : likelier(sample, [latinPage(sample), "macintosh", "cp850"]);
}

function byMark(sample: Buffer): Encoding | null {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return "utf-8";
  if (sample[0] === 0xff && sample[1] === 0xfe) return "utf-16le";
  if (sample[0] === 0xfe && sample[1] === 0xff) return "utf-16be";
  return null;
}

// In UTF-16 every comma, digit and line end has a zero beside it, always on the same side.
function byZeroBytes(sample: Buffer): Encoding | null {
  let even = 0;
  let odd = 0;
  for (let index = 0; index < sample.length; index++) {
    if (sample[index] === 0) index % 2 === 0 ? even++ : odd++;
  }
  const enough = sample.length / 12;
  if (odd > enough && even < odd / 20) return "utf-16le";
  if (even > enough && odd < even / 20) return "utf-16be";
  return null;
}

const signatures = [
  "504b0304",
  "504b0506",
  "d0cf11e0",
  "25504446",
  "89504e47",
  "ffd8ff",
  "1f8b",
  "7f454c46",
  "47494638",
];

function looksBinary(sample: Buffer): boolean {
  const start = sample.subarray(0, 8).toString("hex");
  if (signatures.some((signature) => start.startsWith(signature))) return true;
  let control = 0;
  for (const byte of sample)
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 0x1a && byte !== 0x1b)) control++;
  return control > sample.length / 50 && control > 2;
}

function isUtf8(sample: Buffer): boolean {
  // The sample may end inside a character: up to three bytes are let go.
  for (let cut = 0; cut <= 3 && cut <= sample.length; cut++) {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(sample.subarray(0, sample.length - cut));
      return true;
    } catch {
      // Try again without the last byte.
    }
  }
  return false;
}

// Where two files were put together, the bytes of the smaller part are no letters: the rows they stand in are told, the others read.
function isMostlyUtf8(sample: Buffer): boolean {
  let letters = 0;
  let wrong = 0;
  for (let index = 0; index < sample.length; index++) {
    const byte = sample[index] ?? 0;
    if (byte < 0x80) continue;
    const more = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
    const following = sample.subarray(index + 1, index + 1 + more);
    if (byte >= 0xc2 && byte < 0xf5 && following.every((one) => one >= 0x80 && one < 0xc0)) {
      letters++;
      index += more;
    } else wrong++;
  }
  // By chance a text of one byte a letter has next to none; what is not UTF-8 of a mixed file is told, and not its other part misread.
  return letters > wrong;
}

// Cyrillic words are runs of high bytes; in a Latin text an accented letter stands alone.
function isCyrillic(sample: Buffer): boolean {
  let high = 0;
  let inRun = 0;
  for (let index = 0; index < sample.length; index++) {
    if (!isHigh(sample[index])) continue;
    high++;
    if (isHigh(sample[index - 1]) || isHigh(sample[index + 1])) inRun++;
  }
  return high > 0 && inRun / high > 0.6;
}

const isHigh = (byte: number | undefined): boolean => byte !== undefined && byte >= 0xa8;

// Most letters are small ones: they stand at 0xE0–0xFF in windows-1251 and at 0xC0–0xDF in KOI8-R.
function cyrillicPage(sample: Buffer): Encoding {
  let upper = 0;
  let lower = 0;
  for (const byte of sample) {
    if (byte >= 0xe0) upper++;
    else if (byte >= 0xc0) lower++;
  }
  return lower > upper ? "koi8-r" : "windows-1251";
}

// Bytes that are a letter in one page and a sign or a rare letter in the other: ř ě ů ł ą ś ť against ñ à ã å.
const central = new Set([0xf8, 0xec, 0xf9, 0xb3, 0xb9, 0x9c, 0x9d, 0x8d, 0x8f, 0x9f, 0xd8, 0xcc, 0xd9]);
const western = new Set([0xf1, 0xe0, 0xea, 0xe3, 0xe5]);

function latinPage(sample: Buffer): Encoding {
  let balance = 0;
  for (const byte of sample) balance += central.has(byte) ? 1 : western.has(byte) ? -1 : 0;
  if (balance !== 0) return balance > 0 ? "windows-1250" : "windows-1252";
  const best = chardet.analyse(sample).find((match) => /8859-[12]$|windows-125[02]$/i.test(match.name));
  return best && /8859-2|1250/.test(best.name) ? "windows-1250" : "windows-1252";
}

/** The page that makes the fewest odd words of the bytes, the first where several do. */
function likelier(sample: Buffer, pages: readonly [Encoding, ...Encoding[]]): Encoding {
  let [best] = pages;
  let fewest = Number.POSITIVE_INFINITY;
  for (const page of pages) {
    const odd = oddities(iconv.decode(sample, page));
    if (odd < fewest) [best, fewest] = [page, odd];
  }
  return best;
}

// A sign within a word ("Nœ–ez") or before one ("”амилия"), a capital behind a small letter ("фамилиЯ").
const odd =
  /(?<=\p{L})[^\p{L}\p{M}\p{Nd}\p{ASCII}\u00a0·’ªº](?=\p{L})|(?<![\p{L}\p{Nd}])[†‡‰‹™›’”•…‚€£¬√≈∆÷ƒˆ](?=\p{L})|(?<=\p{Ll})(?!\p{ASCII})\p{Lu}/gu;

const oddities = (text: string): number => text.match(odd)?.length ?? 0;
