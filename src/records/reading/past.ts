import { sql } from "kysely";
import { auditKinds } from "#kernel/audit";
import type { HistoryEntry } from "../contract/index.ts";
import type { Work } from "../work.ts";
import { fieldsSeenOn } from "./fields-on-record.ts";
import { get } from "./listing.ts";
import { type Part, partsOf } from "./parts.ts";
import { titleExpression } from "./title.ts";
import { tellChanges } from "./told-changes.ts";
import { conjunction, visibility } from "./visibility.ts";

/** A page of a record's history, newest first; `before` is the id of the last entry of the page before. */
export interface PastRequest {
  readonly limit?: number;
  readonly before?: string | undefined;
  /** Also of what makes sense only with the record. */
  readonly parts?: boolean;
}

interface StoredEntry {
  readonly id: string;
  readonly at: Date;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly source: HistoryEntry["source"];
  readonly key: string | null;
  readonly undo: boolean;
  readonly kind: HistoryEntry["kind"];
  readonly record_id: string;
  readonly changes: Record<string, { from: unknown; to: unknown }>;
}

/**
 * What happened to a record that the actor may read. Fields one may not see are left out, and links read as
 * chips only where the linked record may be seen. Throws `not_found`.
 */
export async function history(
  work: Work,
  objectName: string,
  id: string,
  request: PastRequest = {},
): Promise<HistoryEntry[]> {
  await get(work, objectName, id, { fields: "id" });
  const object = work.catalogue.object(objectName);
  const parts = new Map(
    (request.parts ? await partsOf(work, object, id) : []).map((part) => [part.id, part]),
  );
  const rows = await entriesOf(work, [id, ...parts.keys()], request);
  const seen = await fieldsSeenOn(work, object, id);
  const told = await tellChanges(
    work,
    rows.map(({ record_id, changes }) => {
      const part = parts.get(record_id);
      return part ? { object: work.catalogue.object(part.object), changes } : { object, seen, changes };
    }),
  );
  return rows.map((row, index) => ({
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actor_id ? { id: row.actor_id, title: row.actor_name ?? "" } : null,
    source: row.source,
    key: row.key,
    undo: row.undo,
    kind: row.kind,
    ...partIn(parts, row),
    changes: told[index] ?? {},
  }));
}

function partIn(parts: ReadonlyMap<string, Part>, { record_id }: StoredEntry): Pick<HistoryEntry, "part"> {
  const part = parts.get(record_id);
  return part ? { part } : {};
}

// Each record's newest are read off its own index: among all that was ever done the planner would look for them for long.
async function entriesOf(
  work: Work,
  ids: readonly string[],
  { limit = 50, before }: PastRequest,
): Promise<StoredEntry[]> {
  const user = work.catalogue.object("user");
  const { rows } =
    await sql<StoredEntry>`select h.id::text, h.at, u.id as actor_id, ${titleExpression(work, user, "u")} as actor_name,
      h.source, k.name as key, h.undoes is not null as undo, h.kind, h.record_id, h.changes
    from (
      select h.* from unnest(${ids}::uuid[]) as one(id) cross join lateral (
        select * from history h
        where h.record_id = one.id and h.kind = any(${auditKinds.records}::text[])
          ${before ? sql`and h.id < ${before}::bigint` : sql``}
        order by h.id desc limit ${limit}) h
      order by h.id desc limit ${limit}) h
    left join api_keys k on k.id = h.key_id
    left join users u on ${conjunction([sql`u.id = h.actor_id`, visibility(work, user, "u")])}
    order by h.id desc`.execute(work.db);
  return rows;
}
