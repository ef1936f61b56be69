import { sql } from "kysely";
import type { Work } from "#records";
import type { Put } from "../entries/writing.ts";

/** What is kept of an entry that a program has put. */
export interface StoredItem extends Put {
  readonly record_id: string;
  readonly name: string;
}

type Whose = { readonly object: "task" | "person"; readonly user: string };

/** Those of the records that a program of the user has put, by record. */
export async function itemsOf(
  work: Work,
  { object, user }: Whose,
  records: readonly string[],
): Promise<Map<string, StoredItem>> {
  const { rows } = await sql<StoredItem>`select record_id, name, uid, body, said from sync_items
    where record_id = any(${records}::uuid[]) and object = ${object} and user_id = ${user}::uuid`.execute(
    work.db,
  );
  return new Map(rows.map((row) => [row.record_id, row]));
}

/** What tells whether another entry was put of a record since, by record. */
export async function marksOf(
  work: Work,
  { object, user }: Whose,
  records: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ record_id: string; mark: string }>`
    select record_id, concat_ws(' ', name, put_at, octet_length(body)) as mark from sync_items
    where record_id = any(${records}::uuid[]) and object = ${object} and user_id = ${user}::uuid`.execute(
    work.db,
  );
  return new Map(rows.map((row) => [row.record_id, row.mark]));
}

/** The record that a program of the user has put under the name. */
export async function recordNamed(
  work: Work,
  { object, user }: Whose,
  name: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ record_id: string }>`select record_id from sync_items
    where object = ${object} and user_id = ${user}::uuid and name = ${name}`.execute(work.db);
  return rows[0]?.record_id;
}

/** Records that programs of the user have put under the id. */
export async function recordsOfUid(work: Work, { object, user }: Whose, uid: string): Promise<string[]> {
  const { rows } = await sql<{ record_id: string }>`select record_id from sync_items
    where object = ${object} and user_id = ${user}::uuid and md5(uid) = md5(${uid}) and uid = ${uid}`.execute(
    work.db,
  );
  return rows.map((row) => row.record_id);
}

/** Keeps an entry as it was put; what was put before of the same record, or under the same name, is forgotten. */
export async function keepItem(work: Work, { object, user }: Whose, item: StoredItem): Promise<void> {
  await sql`delete from sync_items where object = ${object} and user_id = ${user}::uuid and name = ${item.name}
    and record_id <> ${item.record_id}::uuid`.execute(work.db);
  await sql`insert into sync_items (record_id, object, user_id, name, uid, body, said, put_at)
    values (${item.record_id}, ${object}, ${user}, ${item.name}, ${item.uid}, ${item.body},
      ${JSON.stringify(item.said)}::jsonb, ${work.now})
    on conflict (record_id) do update set user_id = excluded.user_id, name = excluded.name, uid = excluded.uid,
      body = excluded.body, said = excluded.said, put_at = excluded.put_at`.execute(work.db);
}

/** Forgets what was put of records that have been gone for longer than their being gone is told. */
export async function forgetItems(work: Work): Promise<void> {
  await sql`delete from sync_items i where put_at < ${work.now}::timestamptz - interval '60 days'
    and not exists (select from tasks t where t.id = i.record_id)
    and not exists (select from parties p where p.id = i.record_id)`.execute(work.db);
}
