import { type Delimiter, delimiters } from "../contract/limits.ts";

/**
 * What separates the cells, by the first lines of the text: the candidate that cuts every line into the same
 * number of cells, the more the better. Candidates inside quotes do not count. A comma where none does.
 */
export function detectDelimiter(text: string): Delimiter {
  const lines = firstLines(text, 50);
  let best: Delimiter = ",";
  let bestScore = 0;
  for (const candidate of delimiters) {
    const score = evenness(lines.map((line) => countOutsideQuotes(line, candidate)));
    if (score > bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}

function firstLines(text: string, count: number): string[] {
  const lines: string[] = [];
  let start = 0;
  let quoted = false;
  for (let index = 0; index < text.length && lines.length < count; index++) {
    const character = text[index];
    if (character === '"') quoted = !quoted;
    if (quoted || (character !== "\n" && character !== "\r")) continue;
    if (index > start) lines.push(text.slice(start, index));
    start = index + 1;
  }
  // The last line of a sample is cut off somewhere; it counts only when it is all there is.
  if (lines.length === 0 && start < text.length) lines.push(text.slice(start));
  return lines;
}

function countOutsideQuotes(line: string, wanted: string): number {
  let count = 0;
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === wanted && !quoted) count++;
  }
  return count;
}

function evenness(counts: readonly number[]): number {
  const head = counts[0] ?? 0;
  if (head === 0) return 0;
  const alike = counts.filter((count) => count === head).length / counts.length;
  return alike * alike * Math.min(head, 60) + (alike === 1 ? 1 : 0);
}
