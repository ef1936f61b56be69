import { sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import type { Work } from "../work.ts";
import { alongTo, columnOf } from "../writing/along.ts";
import { titleExpression } from "./title.ts";
import { conjunction, visibility } from "./visibility.ts";

/** A record that makes sense only with another: an address of a customer, a line of a deal. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly object: string;
}

/** More parts of one kind than this have their past on their own pages. */
const mostParts = 200;

/** The parts of a record that the actor may read, in the recycle bin or not, the newest of each kind. */
export async function partsOf(work: Work, object: CatalogueObject, id: string): Promise<Part[]> {
  const links = alongTo(work, object).filter(({ field }) => field.along === "always");
  const parts: Part[] = [];
  for (const link of links) {
    const own = sql<boolean>`${columnOf("t", link)} = ${id}::uuid`;
    const { rows } = await sql<Part>`select t.id, ${link.object.name}::text as object,
        coalesce(${titleExpression(work, link.object, "t")}, '') as title
      from ${sql.table(link.object.table)} as t
      where ${conjunction([own, visibility(work, link.object, "t")])}
      order by t.id desc limit ${mostParts}`.execute(work.db);
    parts.push(...rows);
  }
  return parts;
}
