import { comparable, likeness, wordsOf } from "../values/likeness.ts";

/** A heading as it is compared with what a field is called. */
export interface Heading {
  readonly words: readonly string[];
  readonly whole: string;
}

export function headingOf(text: string): Heading {
  // "Revenue (in millions)" is about revenue.
  const words = wordsOf(text.replace(/\([^)]*\)/g, " "));
  return { words, whole: words.join("") };
}

/** How surely a heading means a field that is called any of `names`, 0 to 1. */
export function meaning(heading: Heading, names: readonly string[]): number {
  let best = 0;
  for (const name of names) best = Math.max(best, closeness(heading, known(name)));
  return best;
}

function closeness(heading: Heading, name: Heading): number {
  if (heading.whole === "" || name.whole === "") return 0;
  if (heading.whole === name.whole) return 1;
  const shared = name.words.filter((word) => heading.words.includes(word)).length;
  if (shared === name.words.length) return 0.55 + (0.35 * shared) / heading.words.length;
  const alike = likeness(heading.whole, name.whole);
  if (alike >= 0.84 && heading.whole.length >= 5) return alike * 0.9;
  return shared > 0 ? (0.5 * shared) / Math.max(heading.words.length, name.words.length) : 0;
}

const headings = new Map<string, Heading>();

function known(name: string): Heading {
  let heading = headings.get(name);
  if (!heading) {
    heading = { words: wordsOf(name), whole: comparable(name) };
    headings.set(name, heading);
  }
  return heading;
}
