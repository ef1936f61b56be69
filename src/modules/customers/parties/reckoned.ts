import { sql } from "kysely";
import { numberWords, phoneWords, textWords, titleWords } from "#kernel/search-words";
import type { Reckoned } from "#records";
import { nameSound } from "../duplicates/name-sound.ts";

/**
 * The words of new parties and the sounds of their names, reckoned here: in the database they cost more than all else of a row
 * (decision 0430). Where it is not said how a name sounds, the database reckons both.
 */
export const reckonedOf = (kind: "person" | "company"): Reckoned => ({
  columns: [
    {
      name: "search_words",
      type: "text",
      stored: (words) => sql`array_to_tsvector(string_to_array(${words}, ' '))`,
    },
    { name: "name_sound", type: "text", stored: (sound) => sound },
  ],
  of(row) {
    const text = (column: string) => (typeof row[column] === "string" ? row[column] : null);
    const [name, given, family] = [text("name") ?? "", text("given_name"), text("family_name")];
    const isParted = kind === "person" && given !== null && family !== null;
    const sound = nameSound(kind, isParted ? `${given} ${family}` : name);
    if (sound === undefined) return {};
    return { search_words: wordsOf(kind, text).join(" "), ...(sound !== null && { name_sound: sound }) };
  },
});

function wordsOf(kind: "person" | "company", text: (column: string) => string | null): readonly string[] {
  const face = kind.charAt(0);
  const told = (column: string, words: (value: string) => readonly string[]): readonly string[] => {
    const value = text(column);
    return value === null ? [] : words(value);
  };
  return [
    ...told("name", (name) => titleWords(`${face}n`, name)),
    ...told("email", (email) => textWords(`${face}e`, email)),
    ...told("phone", (phone) => phoneWords(`${face}p`, phone)),
    ...told("website", (website) => textWords(`${face}w`, website.replace(/^https?:\/\/(www\.)?/, ""))),
    ...told("legal_name", (name) => textWords("cl", name)),
    ...told("tax_number", (number) => numberWords("ct", number)),
    ...told("registration_number", (number) => numberWords("cr", number)),
  ];
}
