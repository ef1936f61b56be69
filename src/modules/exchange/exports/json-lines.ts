import { fieldsOf } from "./columns.ts";
import type { ListToExport } from "./list-to-export.ts";

/** A record a line, in the shapes of the API. */
export async function* writeJsonLines({ columns, pages }: ListToExport): AsyncGenerator<string> {
  for await (const records of await pages(fieldsOf(columns)))
    yield records.map((record) => `${JSON.stringify(record)}\n`).join("");
}
