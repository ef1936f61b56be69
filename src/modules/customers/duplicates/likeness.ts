/** How alike two names are, 0 to 1, whichever the order of their words, which come as they are searched (`searchKey`). */
export function nameLikeness(left: readonly string[], right: readonly string[]): number {
  if (left.length + right.length === 0) return 0;
  const found = left.flatMap((one, at) =>
    right.map((other, to) => ({ at, to, likeness: wordLikeness(one, other), words: inOrder(one, other) })),
  );
  const [met, taken] = [new Set<number>(), new Set<number>()];
  let sum = 0;
  // The likest first; among those that are equally alike the order does not depend on which name comes first.
  for (const { at, to, likeness } of found.toSorted(
    (a, b) => b.likeness - a.likeness || (a.words < b.words ? -1 : 1),
  )) {
    if (met.has(at) || taken.has(to)) continue;
    met.add(at);
    taken.add(to);
    sum += likeness;
  }
  return (2 * sum) / (left.length + right.length);
}

function inOrder(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

/** Below this two words have nothing to do with each other. */
const leastAlike = 0.6;
const asInitial = 0.8;

/** How alike two words are: as many of the letters as are right, an initial stands for a word that begins so. */
function wordLikeness(one: string, other: string): number {
  if (one === other) return 1;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length === 1) return long.startsWith(short) && !/\d/.test(short) ? asInitial : 0;
  // One number is not like another.
  if (/\d/.test(short + long)) return 0;
  const likeness = 1 - letterDistance(short, long) / long.length;
  return likeness < leastAlike ? 0 : likeness;
}

/** How many letters are wrong, missing, added or changed places (Damerau–Levenshtein, optimal string alignment). */
function letterDistance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const change = (last[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      let least = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, change);
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped && row > 1 && column > 1) least = Math.min(least, (beforeLast[column - 2] ?? 0) + 1);
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return last[other.length] ?? 0;
}
