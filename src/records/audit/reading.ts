import { type RawBuilder, type SqlBool, sql } from "kysely";
import { auditKinds } from "#kernel/audit";
import { AppError } from "#kernel/error";
import { visibleField } from "../reading/field-path.ts";
import { likeLiteral } from "../reading/filter-leaf.ts";
import { conjunction } from "../reading/visibility.ts";
import type { Work } from "../work.ts";
import type { AuditPage, AuditQuery } from "./contract.ts";
import { type StoredAudit, tellEntries } from "./telling.ts";

/** Entries that one page looks at where a condition has no index: a second's work at most, however long the log. */
const mostLooked = 100_000;

/**
 * A page of the audit log, newest first. Whoever may read the log is told that something was done, by whom, when and from
 * where; of records no more than they may see. A condition that would tell what stands in a record (field, words, the
 * record itself) finds only what may be seen. Throws `field_unknown` for a field that the reader may not see.
 */
export async function auditEntries(work: Work, query: AuditQuery): Promise<AuditPage> {
  const found = byIndex(query);
  const chosen = choosing(work, query);
  const floor = chosen.length > 0 ? await placeAfter(work, found, mostLooked) : undefined;
  const rows = await readRows(work, [...found, ...chosen, floor && notBefore(floor)], query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1)?.place : floor?.place;
  const told = await tellEntries(work, page);
  return {
    data: told.filter((entry) => !tellsOfContent(query) || (!entry.hidden && holds(entry, query.words))),
    next: last ?? null,
    searched: rows.length > query.limit ? null : (floor?.at.toISOString() ?? null),
  };
}

type Condition = RawBuilder<SqlBool>;

// Times and people have an index, and so has what happened to one record.
function byIndex({ from, until, actor, record, before }: AuditQuery): Condition[] {
  return [
    ...(from ? [sql<SqlBool>`h.at >= ${from}::timestamptz`] : []),
    ...(until ? [sql<SqlBool>`h.at < ${until}::timestamptz`] : []),
    ...(actor ? [sql<SqlBool>`h.actor_id = ${actor}::uuid`] : []),
    ...(record ? [sql<SqlBool>`h.record_id = ${record}::uuid`] : []),
    ...(before ? [sql<SqlBool>`(h.at, h.id) < ${tuple(before)}`] : []),
  ];
}

function choosing(work: Work, { object, kind, source, field, words }: AuditQuery): Condition[] {
  if (field) assertVisible(work, object, field);
  const text = words && `%${likeLiteral(JSON.stringify(words).slice(1, -1))}%`;
  return [
    ...(object ? [sql<SqlBool>`h.object = ${object}`] : []),
    ...(kind ? [sql<SqlBool>`h.kind = any(${kind.split(",")}::text[])`] : []),
    ...(source ? [sql<SqlBool>`h.source = ${source}`] : []),
    ...(field ? [sql<SqlBool>`jsonb_exists(h.changes, ${field})`] : []),
    // Who looked for the same words before is not what is looked for.
    ...(text
      ? [
          sql<SqlBool>`(h.changes::text ilike ${text} or h.details::text ilike ${text})`,
          sql<SqlBool>`h.kind <> all(${auditKinds.audit}::text[])`,
        ]
      : []),
  ];
}

function assertVisible(work: Work, object: string | undefined, field: string): void {
  const known = object ? work.catalogue.objects.get(object) : undefined;
  if (!known || !visibleField(work, known, field)) throw new AppError("field_unknown", { field });
}

function tellsOfContent({ record, field, words }: AuditQuery): boolean {
  return record !== undefined || field !== undefined || words !== undefined;
}

// The database has found the words anywhere; here it is seen whether they stand in what the reader is told.
function holds(
  entry: { readonly changes: object; readonly details: object },
  words: string | undefined,
): boolean {
  if (words === undefined) return true;
  const values = [...Object.values(entry.changes), entry.details].flatMap(Object.values);
  return values.some((value) =>
    JSON.stringify(value ?? null)
      .toLowerCase()
      .includes(textIn(words)),
  );
}

function textIn(words: string): string {
  return JSON.stringify(words).slice(1, -1).toLowerCase();
}

interface Place {
  readonly place: string;
  readonly at: Date;
}

const place = sql<string>`(extract(epoch from h.at) * 1000000)::bigint || '-' || h.id`;
const newestFirst = sql`order by h.at desc, h.id desc`;

async function placeAfter(
  work: Work,
  conditions: readonly Condition[],
  entries: number,
): Promise<Place | undefined> {
  const { rows } = await sql<Place>`select ${place} as place, h.at from history h
    where ${conjunction(conditions)} ${newestFirst} offset ${entries} limit 1`.execute(work.db);
  return rows[0];
}

function notBefore(floor: Place): Condition {
  return sql<SqlBool>`(h.at, h.id) >= ${tuple(floor.place)}`;
}

function tuple(text: string): RawBuilder<unknown> {
  const [micros = "0", id = "0"] = text.split("-");
  return sql`(timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond', ${id}::bigint)`;
}

async function readRows(
  work: Work,
  conditions: readonly (Condition | undefined)[],
  limit: number,
): Promise<StoredAudit[]> {
  const { rows } = await sql<StoredAudit>`
    select h.id::text, h.at, h.kind, h.source, h.address, h.object, h.record_id, h.changes, h.details,
      h.undoes is not null as undo, ${place} as place,
      case when h.actor_id is not null then jsonb_build_object('id', h.actor_id, 'title', coalesce(u.name, '')) end as actor,
      case when k.id is not null then jsonb_build_object('id', k.id, 'title', k.name) end as key
    from (select * from history h where ${conjunction(conditions)} ${newestFirst} limit ${limit}) h
    left join users u on u.id = h.actor_id
    left join api_keys k on k.id = h.key_id
    ${newestFirst}`.execute(work.db);
  return rows;
}
