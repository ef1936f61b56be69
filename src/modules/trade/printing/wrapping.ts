/** How wide a text is, in points. */
export type Measure = (text: string) => number;

/**
 * Cuts a text into lines no wider than `width`: at line breaks, then between words, and within a word only where it is
 * wider than a line by itself.
 */
export function wrapped(text: string, width: number, measure: Measure): string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029]/).flatMap((line) => wrappedLine(line, width, measure));
}

function wrappedLine(line: string, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  const space = measure(" ");
  let current = "";
  let taken = 0;
  for (const word of line.split(/[ \t]+/).flatMap((word) => fitting(word, width, measure))) {
    const wide = measure(word);
    if (current === "") [current, taken] = [word, wide];
    else if (taken + space + wide <= width) [current, taken] = [`${current} ${word}`, taken + space + wide];
    else {
      lines.push(current);
      [current, taken] = [word, wide];
    }
  }
  return [...lines, current];
}

/** A word in pieces that fit; most words are one piece. */
function fitting(word: string, width: number, measure: Measure): string[] {
  const pieces: string[] = [];
  let rest = word;
  while (rest.length > 1 && measure(rest) > width) {
    const length = longestFitting(rest, width, measure);
    pieces.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return [...pieces, rest];
}

function longestFitting(word: string, width: number, measure: Measure): number {
  let [fits, wide] = [1, word.length];
  while (wide - fits > 1) {
    const middle = Math.floor((fits + wide) / 2);
    if (measure(word.slice(0, middle)) <= width) fits = middle;
    else wide = middle;
  }
  return fits;
}
