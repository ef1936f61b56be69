/**
 * How many letters are wrong, missing, added or changed places (Damerau–Levenshtein, optimal string alignment) between
 * `typed` and the beginning of `word` that is nearest to it; `rest` is how much of the word follows that beginning.
 */
export function distanceToBeginning(typed: string, word: string): { distance: number; rest: number } {
  let beforeLast: number[] = [];
  let last = Array.from({ length: word.length + 1 }, (_, column) => column);
  for (let row = 1; row <= typed.length; row++) {
    const current = [row];
    for (let column = 1; column <= word.length; column++) {
      const same = typed[row - 1] === word[column - 1];
      let least = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = typed[row - 1] === word[column - 2] && typed[row - 2] === word[column - 1];
      if (row > 1 && column > 1 && swapped) least = Math.min(least, (beforeLast[column - 2] ?? 0) + 1);
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  const distance = Math.min(...last);
  return { distance, rest: word.length - last.lastIndexOf(distance) };
}

/** How many letters of a word may be wrong: none of three, one of up to seven, two of more. */
export function slipsAllowed(length: number): number {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}
