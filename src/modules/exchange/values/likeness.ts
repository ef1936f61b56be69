import { inLatinLetters } from "#kernel/latin-letters";
import { remembered } from "#kernel/remembered";

/**
 * A text as it is compared: lower case, without accents, Cyrillic in Latin letters, without spaces and punctuation.
 * "GTXPro", "gtx pro" and "GTX-Pro" are one.
 */
export const comparable = remembered((text) =>
  inLatinLetters(text.normalize("NFKD")).replace(/[^\p{L}\p{N}]+/gu, ""),
);

/** The words of a heading or a name: cut at spaces, punctuation and humps ("closeDate"), each comparable. */
export function wordsOf(text: string): string[] {
  return text
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .split(/[^\p{L}\p{N}]+/u)
    .map(comparable)
    .filter((word) => word !== "");
}

/** How alike two comparable texts are, 0 to 1: one less the edits needed per letter of the longer. */
export function likeness(left: string, right: string): number {
  if (left === right) return 1;
  const longer = Math.max(left.length, right.length);
  if (longer === 0 || longer > 200) return 0;
  if (Math.abs(left.length - right.length) > longer * 0.4) return 0;
  return 1 - edits(left, right) / longer;
}

export interface Candidate {
  /** What is used when it fits: an option's key, a record's name. */
  readonly use: string;
  readonly texts: readonly string[];
}

export interface Likely {
  readonly use: string;
  readonly score: number;
}

/** Finds the candidate most like a text; built once for many texts. */
export function matcher(
  candidates: readonly Candidate[],
  atLeast = 0.8,
): (text: string) => Likely | undefined {
  const exact = new Map<string, string>();
  const all: { readonly text: string; readonly use: string }[] = [];
  for (const candidate of candidates) {
    for (const text of candidate.texts.map(comparable)) {
      if (text === "") continue;
      if (!exact.has(text)) exact.set(text, candidate.use);
      all.push({ text, use: candidate.use });
    }
  }
  // Comparing every value with every record would take minutes beyond this; equal texts are found all the same.
  const near = all.length <= 5000 ? all : [];
  return (text) => {
    const wanted = comparable(text);
    const same = exact.get(wanted);
    if (same !== undefined) return { use: same, score: 1 };
    if (wanted.length < 4) return undefined;
    let best: Likely | undefined;
    for (const one of near) {
      if (digitsOf(one.text) !== digitsOf(wanted)) continue;
      const score = likeness(wanted, one.text);
      if (score >= atLeast && score > (best?.score ?? 0)) best = { use: one.use, score };
    }
    return best;
  };
}

// "GTK 500" and "GTK 600" are one letter apart and two products.
const digitsOf = (text: string): string => text.replace(/\D+/g, "");

/** Damerau's distance: insertions, deletions, substitutions and swaps of neighbours. */
function edits(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? 0;
}
