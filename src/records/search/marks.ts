import { searchKey } from "#kernel/search-key";
import type { Mark } from "../contract/index.ts";
import type { AskedWord, Reading } from "./asked-words.ts";

const longestSnippet = 120;

/** Where in `text` the asked words stand, and which of them do. A telephone number is marked as a whole. */
export function marksIn(
  text: string,
  readings: readonly Reading[],
  isPhone: boolean,
): { marks: Mark[]; words: ReadonlySet<string> } {
  const words = new Set<string>();
  const number = isPhone
    ? readings.flatMap(({ phones }) => phones).find((one) => isDialled(text, one))
    : undefined;
  if (number !== undefined) return { marks: [[0, text.length]], words: words.add(number) };
  const asked = readings.flatMap((reading) => reading.words);
  const marks: Mark[] = [];
  for (const piece of text.matchAll(/[\p{L}\p{M}'’ʼ]+|\p{N}+/gu)) {
    for (const word of asked) {
      const mark = markIn(piece[0], word);
      if (!mark) continue;
      marks.push([piece.index + mark[0], piece.index + mark[1]]);
      words.add(word.begins[0] ?? "");
      break;
    }
  }
  const together = numberIn(text);
  for (const { begins } of asked) {
    const [word = ""] = begins;
    if (words.has(word) || !together.some((one) => one.startsWith(word))) continue;
    words.add(word);
    marks.splice(0, marks.length, [0, text.length]);
  }
  return { marks, words };
}

const longestNumber = 60;

// The number of a document is found without what stands between its groups: `search_number`.
function numberIn(text: string): string[] {
  if (text.length > longestNumber || !/\p{N}/u.test(text)) return [];
  return searchKey(text.replace(/[^\p{L}\p{N}]+/gu, "")).split(" ");
}

/** The part of a long text around the first mark, with the marks that lie in it. */
export function snippet(text: string, marks: readonly Mark[]): { text: string; marks: Mark[] } {
  if (text.length <= longestSnippet) return { text, marks: [...marks] };
  const first = marks[0]?.[0] ?? 0;
  const from = first < longestSnippet / 2 ? 0 : text.lastIndexOf(" ", first - 30) + 1;
  const until = from + longestSnippet;
  const part = `${from > 0 ? "…" : ""}${text.slice(from, until)}${until < text.length ? "…" : ""}`;
  const shift = from > 0 ? 1 - from : 0;
  const inside = marks.filter(([start, end]) => start >= from && end <= until);
  return { text: part, marks: inside.map(([start, end]) => [start + shift, end + shift]) };
}

function markIn(piece: string, { begins, is }: AskedWord): Mark | undefined {
  const key = searchKey(piece);
  const begun = begins.find((word) => key.startsWith(word));
  if (begun !== undefined) return [0, lengthFor(piece, begun)];
  if (!is.includes(key)) return undefined;
  const inside = begins.find((word) => key.includes(word));
  if (inside === undefined) return [0, piece.length];
  const from = lengthFor(piece, key.slice(0, key.indexOf(inside)));
  return [from, lengthFor(piece, key.slice(0, key.indexOf(inside) + inside.length))];
}

// A letter may be two in the key, and two letters one: as many are taken as it needs for the key to hold them.
function lengthFor(piece: string, beginning: string): number {
  for (let length = 0; length < piece.length; length++) {
    if (searchKey(piece.slice(0, length)).startsWith(beginning)) return length;
  }
  return piece.length;
}

function isDialled(text: string, number: string): boolean {
  return text.replace(/\D/g, "").includes(number);
}
