import { type RawBuilder, sql } from "kysely";

/** A text as it is compared regardless of case. Byte by byte, as its index is: the order of a language costs ten times as much and says nothing here. */
export function foldedText(text: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`lower(${text}) collate "C"`;
}
