import type { AskedWord, Reading } from "./asked-words.ts";
import type { SearchPlace } from "./search-places.ts";

/** How much of a word must be there: its beginning, all of it, or, in a title, as what the title begins with. */
export type Matching = "begins" | "whole" | "title";

/** The `tsquery` that asks for all words of the reading in `places`; undefined where there is no place to look. */
export function queryOf(
  readings: readonly Reading[],
  places: readonly SearchPlace[],
  matching: Matching,
): string | undefined {
  const ways = readings.flatMap((reading) => [
    reading.words.map((word, index) =>
      wordQuery(word, places, matching === "title" && index > 0 ? "begins" : matching),
    ),
    ...reading.phones.map((number) => [phoneQuery(number, places)]),
  ]);
  const possible = ways.filter((words) => words.length > 0 && words.every((word) => word !== undefined));
  return possible.length > 0 ? possible.map((words) => `(${words.join(" & ")})`).join(" | ") : undefined;
}

/** The same for one word. */
export function wordQuery(
  { begins, is }: AskedWord,
  places: readonly SearchPlace[],
  matching: Matching,
): string | undefined {
  const end = matching === "whole" ? "" : ":*";
  const lexemes = places.flatMap((place) => {
    if (place.kind === "phone" || (matching === "title" && place.kind !== "title")) return [];
    const signs = place.kind !== "title" ? ["="] : matching === "title" ? ["^"] : ["^", "="];
    return place.marks.flatMap((mark) =>
      signs.flatMap((sign) => [
        ...begins.map((word) => lexeme(mark + sign + word) + end),
        ...is.map((word) => lexeme(mark + sign + word)),
      ]),
    );
  });
  return lexemes.length > 0 ? `(${lexemes.join(" | ")})` : undefined;
}

/** A telephone number by its beginning or its end. */
export function phoneQuery(number: string, places: readonly SearchPlace[]): string | undefined {
  const backwards = [...number].reverse().join("");
  const lexemes = places
    .filter(({ kind }) => kind === "phone" || kind === "contact")
    .flatMap(({ marks }) => marks)
    .flatMap((mark) => [`${lexeme(`${mark}=${number}`)}:*`, `${lexeme(`${mark}<${backwards}`)}:*`]);
  return lexemes.length > 0 ? `(${lexemes.join(" | ")})` : undefined;
}

function lexeme(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
