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
    return { search_words: wordsOf(kind, text), ...(sound !== null && { name_sound: sound }) };
  },
});

function wordsOf(kind: "person" | "company", text: (column: string) => string | null): string {
  const face = kind.charAt(0);
  let all = "";
  const add = (column: string, mark: string, words: (mark: string, value: string) => string): void => {
    const value = text(column);
    const some = value === null ? "" : words(mark, value);
    if (some !== "") all = all === "" ? some : `${all} ${some}`;
  };
  add("name", `${face}n`, titleWords);
  add("email", `${face}e`, textWords);
  add("phone", `${face}p`, phoneWords);
  add("website", `${face}w`, (mark, website) => textWords(mark, website.replace(/^https?:\/\/(www\.)?/, "")));
  add("legal_name", "cl", textWords);
  add("tax_number", "ct", numberWords);
  add("registration_number", "cr", numberWords);
  return all;
}
