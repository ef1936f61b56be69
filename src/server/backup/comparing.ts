import type pg from "pg";
import { tableName } from "./contents.ts";
import { structureOf } from "./snapshot.ts";
import { readStructure } from "./structure.ts";
import { type RowSums, sumOfTable } from "./row-sums.ts";
import { readSequences } from "./table-rows.ts";
import type { Walked } from "./walking.ts";

/** Where a database is not what an archive says. */
export interface Difference {
  readonly what: "structure" | "rows" | "content" | "sequence";
  /** Name of the table or sequence, or the statement that one has and the other has not. */
  readonly name: string;
}

/** Compares a database with an archive whose rows were added up: every statement, count, sum and sequence. */
export async function differences(
  client: pg.Client,
  { structure, contents }: Walked,
  sums: RowSums,
): Promise<readonly Difference[]> {
  const here = structureOf(await readStructure(client));
  const found: Difference[] = [
    ...unlike([...structure.before, ...structure.after], [...here.before, ...here.after]),
  ].map((name) => ({ what: "structure", name }));
  for (const table of structure.tables) {
    const name = tableName(table);
    const [told, is] = [sums.get(name), await sumOfTable(client, table)];
    if (told?.rows !== is.rows) found.push({ what: "rows", name });
    else if (told.sum !== is.sum) found.push({ what: "content", name });
  }
  const places = new Map((await readSequences(client)).map((place) => [place.name, JSON.stringify(place)]));
  for (const place of contents.sequences)
    if (places.get(place.name) !== JSON.stringify(place)) found.push({ what: "sequence", name: place.name });
  return found;
}

/**
 * What is in one list and not in the other. Parentheses do not count: PostgreSQL writes an expression with more of them
 * before it has read its own text once than after. Neither does, in a view, of which table a column is: PostgreSQL 18 says so
 * where it has to, those before it always.
 */
function unlike(one: readonly string[], other: readonly string[]): readonly string[] {
  const bare = (list: readonly string[]) => new Map(list.map((sql) => [bareText(sql), sql]));
  const [first, second] = [bare(one), bare(other)];
  return [...first, ...second]
    .filter(([text]) => !(first.has(text) && second.has(text)))
    .map(([, sql]) => sql);
}

function bareText(sql: string): string {
  const isView = /^create (materialized )?view /.test(sql);
  const unqualified = isView ? sql.replaceAll(/\b[a-z]\w*\.(?=[a-z"])/g, "") : sql;
  return unqualified.replaceAll(/[()]/g, "");
}
