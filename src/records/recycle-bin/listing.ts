import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import { grantOn } from "../contract/index.ts";
import { isKeptFrom } from "../reading/holding.ts";
import { isoInstant } from "../reading/instant.ts";
import { likeLiteral } from "../reading/filter-leaf.ts";
import { questionCondition } from "../reading/rows-asked-for.ts";
import { titleExpression } from "../reading/title.ts";
import { conjunction, visibility } from "../reading/visibility.ts";
import { isSearched } from "../search/search-places.ts";
import type { Work } from "../work.ts";
import type { BinEntry, BinPage, BinQuery } from "./contract.ts";

interface Row {
  readonly entry: BinEntry;
  readonly place: string;
}

/** What was archived of all that the actor may read, the newest first. */
export async function listRecycleBin(work: Work, query: BinQuery): Promise<BinPage> {
  const objects = binnedObjects(work).filter(
    ({ name }) => query.object === undefined || name === query.object,
  );
  if (objects.length === 0) return { data: [], next: null };
  const user = work.catalogue.object("user");
  const { rows } = await sql<Row>`
    select ${place} as place, jsonb_build_object(
      'object', b.object, 'id', b.id, 'title', b.title, 'mine', b.mine, 'archivedAt', ${isoInstant(sql`b.archived_at`)},
      'archivedBy', case when u.id is not null then
        jsonb_build_object('id', u.id, 'title', coalesce(${titleExpression(work, user, "u")}, '')) end,
      'along', (select count(*)::int from recycle_bin a where a.with_id = b.id)) as entry
    from (${sql.join(
      objects.map((object) => archivedOf(work, object, query)),
      sql` union all `,
    )}) b
    left join users u on ${conjunction([sql`u.id = b.archived_by`, visibility(work, user, "u")])}
    order by b.archived_at desc, b.id desc limit ${query.limit + 1}`.execute(work.db);
  const page = rows.slice(0, query.limit);
  const next = rows.length > query.limit ? (page.at(-1)?.place ?? null) : null;
  return { data: page.map((row) => row.entry), next };
}

/** The objects whose records can be in the bin and seen there. */
function binnedObjects(work: Work): CatalogueObject[] {
  return [...work.catalogue.objects.values()].filter(
    (object) => !isKeptFrom(object, "delete") && grantOn(work.actor.rights, object.name).read !== "none",
  );
}

const place = sql`(extract(epoch from b.archived_at) * 1000000)::bigint || '-' || b.id`;

// Each branch is in the order of an index and cut to the page before they are put together.
function archivedOf(work: Work, object: CatalogueObject, query: BinQuery): RawBuilder<unknown> {
  const title = titleExpression(work, object, "t");
  const mayDelete = grantOn(work.actor.rights, object.name).delete !== "none";
  const mine = mayDelete ? conjunction([visibility(work, object, "t", "delete")]) : sql<SqlBool>`false`;
  const conditions = [
    sql<SqlBool>`bin.object = ${object.name} and bin.with_id is null`,
    ...(query.by ? [sql<SqlBool>`bin.archived_by = ${query.by}::uuid`] : []),
    ...(query.before ? [sql<SqlBool>`(bin.archived_at, bin.record_id) < ${tuple(query.before)}`] : []),
    questionCondition(work, object, "t", {
      archived: true,
      search: isSearched(object) ? query.search : undefined,
    }),
    ...(query.search && !isSearched(object)
      ? [sql<SqlBool>`(${title})::text ilike ${`%${likeLiteral(query.search)}%`}`]
      : []),
  ];
  return sql`(select ${object.name}::text as object, t.id, left((${title})::text, 200) as title, ${mine} as mine,
      bin.archived_at, bin.archived_by
    from recycle_bin bin join ${sql.table(object.table)} as t on t.id = bin.record_id
    where ${conjunction(conditions)}
    order by bin.archived_at desc, bin.record_id desc limit ${query.limit + 1})`;
}

function tuple(text: string): RawBuilder<unknown> {
  const at = text.indexOf("-");
  return sql`(timestamptz 'epoch' + ${text.slice(0, at)}::bigint * interval '1 microsecond', ${text.slice(at + 1)}::uuid)`;
}
