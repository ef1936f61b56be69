import { sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import { columnsOf } from "../field-types/field-columns.ts";
import type { Work } from "../work.ts";
import { faceCondition } from "./face.ts";
import { holderColumn } from "./reach.ts";
import { conjunction, standing, type Verb, visibility } from "./visibility.ts";

/** Those of `ids` that the actor may read (change, delete), whether in the recycle bin or not. */
export async function allowedIds(
  work: Work,
  objectName: string,
  ids: readonly string[],
  verb: Verb,
): Promise<string[]> {
  const object = work.catalogue.object(objectName);
  const condition = conjunction([faceCondition(object, "t"), visibility(work, object, "t", verb)]);
  const { rows } = await sql<{ id: string }>`select t.id from ${sql.table(object.table)} as t
    where t.id = any(${ids}::uuid[]) and ${condition}`.execute(work.db);
  return rows.map((row) => row.id);
}

/** A right of the actor on one record, taken apart: it is there where all holds. */
export interface RightTakenApart {
  /** Whether the actor's roles reach the record, or it was shared with them. */
  readonly reached: boolean;
  /** Whether nothing else stands against it: a face of the record that is not reached, a field that it repeats. */
  readonly unlimited: boolean;
  /** Records that it hangs on, and whether the actor has the right on those. */
  readonly through: readonly {
    readonly link: string;
    readonly object: string;
    readonly id: string | null;
    readonly holds: boolean;
  }[];
  /** The user whose the record is, which is what "own" and "team" go by. */
  readonly holderId: string | null;
}

/** Takes apart what `visibility` puts together, for those who explain it. Null where there is no such record. */
export async function takeRightApart(
  work: Work,
  objectName: string,
  id: string,
  verb: Verb,
): Promise<RightTakenApart | null> {
  const object = work.catalogue.object(objectName);
  const { reached, limited, through } = standing(work, { object, alias: "t", verb });
  const passages = through.map(
    ({ link, condition }, index) =>
      sql`, ${linkColumn(object, link)} as ${sql.ref(`i${index}`)}, ${condition} as ${sql.ref(`p${index}`)}`,
  );
  const { rows } = await sql<Record<string, unknown>>`
    select ${conjunction([reached])} as reached, ${conjunction([limited])} as unlimited,
      ${sql.ref(`t.${holderColumn(object)}`)} as holder ${sql.join(passages, sql``)}
    from ${sql.table(object.table)} as t
    where ${conjunction([sql`t.id = ${id}::uuid`, faceCondition(object, "t")])}`.execute(work.db);
  const [row] = rows;
  if (!row) return null;
  return {
    reached: row["reached"] === true,
    unlimited: row["unlimited"] === true,
    through: through.map(({ link, target }, index) => ({
      link,
      object: target.name,
      id: (row[`i${index}`] as string | null) ?? null,
      holds: row[`p${index}`] === true,
    })),
    holderId: (row["holder"] as string | null) ?? null,
  };
}

function linkColumn(object: CatalogueObject, link: string) {
  const field = object.fields[link];
  return sql.ref(`t.${field && columnsOf(link, field)[0]?.name}`);
}

/** Whether records of the object are changed (archived) by its own capabilities alone, whoever asks. */
export function isKeptFrom(object: CatalogueObject, verb: Verb): boolean {
  return verb !== "read" && (object.closed === true || (verb === "change" && object.appendOnly === true));
}
