import { sql } from "kysely";
import { auditKinds } from "#kernel/audit";
import { isoInstant, titleExpression, visibleField, visibleWhere, type Work } from "#records";
import type { HomeChange } from "../contract/home.ts";

/** How many of one's records of a kind, newest change first, are looked at. */
const looked = 100;

/**
 * The newest changes that others made to records the actor owns. Goes from the records to their history:
 * the history of everybody, after an import of a million rows, is the long way round.
 */
export async function homeChanges(work: Work, limit: number): Promise<{ data: HomeChange[] }> {
  const me = work.actor.userId;
  if (me === null) return { data: [] };
  const owned = [...work.catalogue.objects.values()].filter(
    (object) => object.owned && object.faces.length === 0,
  );
  const changed = owned.map((object) => {
    const face = Object.entries(object.where ?? {}).map(
      ([column, value]) => sql`and ${sql.ref(`o.${column}`)} = ${value}`,
    );
    return sql`(
      select ${object.name}::text as object, o.id, left(${titleExpression(work, object, "o")}, 200) as title
      from ${sql.table(object.table)} o
      where o.owner_id = ${me} ${sql.join(face, sql` `)} and ${visibleWhere(work, object.name, "o")}
      order by o.updated_at desc limit ${looked})`;
  });
  if (changed.length === 0) return { data: [] };
  const user = work.catalogue.object("user");
  const { rows } = await sql<HomeChange>`
    select h.id::text, h.kind, ${isoInstant(sql`h.at`)} as at,
      case when u.id is not null then jsonb_build_object('id', u.id, 'title', ${titleExpression(work, user, "u")}, 'object', 'user') end as actor,
      jsonb_build_object('id', mine.id, 'title', mine.title, 'object', mine.object) as record,
      array(select jsonb_object_keys(h.changes)) as fields
    from (${sql.join(changed, sql` union all `)}) mine
    cross join lateral (
      select * from history where record_id = mine.id and kind = any(${auditKinds.records}::text[])
        and actor_id is distinct from ${me} order by id desc limit 3
    ) h
    left join users u on u.id = h.actor_id and ${visibleWhere(work, "user", "u")}
    order by h.at desc, h.id desc limit ${limit}`.execute(work.db);
  return {
    data: rows.map((row) => ({ ...row, fields: row.fields.filter((field) => readable(work, row, field)) })),
  };
}

function readable(work: Work, { record }: HomeChange, field: string): boolean {
  const object = work.catalogue.objects.get(record.object ?? "");
  return object !== undefined && visibleField(work, object, field) !== undefined;
}
