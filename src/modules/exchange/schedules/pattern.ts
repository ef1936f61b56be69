/** Whether a name is what a pattern says: `*` stands for any letters, `?` for one; capitals do not count. */
export function matches(pattern: string, name: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), name.toLowerCase()];
  // Where to go on when the letters behind the last star do not fit: it takes one more. No more than the product of the lengths.
  let [at, behind, star, taken] = [0, 0, -1, 0];
  while (at < given.length) {
    if (wanted[behind] === "*") [star, taken, behind] = [behind, at, behind + 1];
    else if (behind < wanted.length && (wanted[behind] === "?" || wanted[behind] === given[at]))
      [at, behind] = [at + 1, behind + 1];
    else if (star >= 0) [taken, at, behind] = [taken + 1, taken + 1, star + 1];
    else return false;
  }
  while (wanted[behind] === "*") behind += 1;
  return behind === wanted.length;
}
