import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import type { LinkField } from "../contract/index.ts";
import { columnsOf } from "../field-types/field-columns.ts";
import { conjunction } from "../reading/visibility.ts";
import type { Work } from "../work.ts";

/** A link whose record makes sense only with the one it points to. */
export interface LinkAlong {
  readonly object: CatalogueObject;
  readonly name: string;
  readonly field: LinkField;
  readonly to: CatalogueObject;
}

/** A record that goes along, and the one that takes it. */
export interface GoesAlong {
  readonly id: string;
  readonly object: string;
  readonly with: string;
}

/** The column of the link; of rows under `alias`, unless it stands alone. */
export function columnOf(
  alias: string | undefined,
  { name, field }: Pick<LinkAlong, "name" | "field">,
): RawBuilder<unknown> {
  const column = columnsOf(name, field)[0]?.name ?? name;
  return sql`${sql.ref(alias ? `${alias}.${column}` : column)}`;
}

/** The links by which records go along with those of `object`: a person takes along what points to a party. */
export function alongTo(work: Work, object: CatalogueObject): LinkAlong[] {
  return [...work.catalogue.objects.values()]
    .flatMap((one) => linksAlong(work, one))
    .filter((link) => link.to.table === object.table);
}

/** What is in use and goes along with `ids`, locked. */
export async function goingAlong(work: Work, link: LinkAlong, ids: readonly string[]): Promise<GoesAlong[]> {
  const { object } = link;
  const column = columnOf("c", link);
  const { rows } = await sql<GoesAlong>`select c.id, ${object.name}::text as object, ${column} as "with"
    from ${sql.table(object.table)} as c
    where ${column} = any(${ids}::uuid[]) and c.archived_at is null and ${letGo(work, link)}
    order by c.id for no key update of c`.execute(work.db);
  return rows;
}

// Held by another record in use, a note on a deal of the party, it stays.
function letGo(work: Work, link: LinkAlong): RawBuilder<SqlBool> {
  if (link.field.along === "always") return sql<SqlBool>`true`;
  const others = linksAlong(work, link.object).filter((one) => one.name !== link.name);
  return conjunction(
    others.map(
      (other) => sql<SqlBool>`not exists (select 1 from ${sql.table(other.to.table)} as o
        where o.id = ${columnOf("c", other)} and o.archived_at is null)`,
    ),
  );
}

/** The links of `object` by which it goes along with others. */
export function linksAlong(work: Work, object: CatalogueObject): LinkAlong[] {
  return Object.entries(object.fields).flatMap(([name, field]) =>
    field.type === "link" && field.along
      ? [{ object, name, field, to: work.catalogue.object(field.to) }]
      : [],
  );
}
