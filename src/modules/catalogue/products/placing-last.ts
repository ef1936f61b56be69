import { sql } from "kysely";
import type { Draft, Work } from "#records";

/** New rows without a position come below those that hang on the same record. */
export async function placeLast(
  work: Work,
  drafts: readonly Draft[],
  { table, link }: { readonly table: string; readonly link: string },
): Promise<void> {
  const added = drafts.filter(({ before, values }) => !before && values["position"] == null);
  if (added.length === 0) return;
  const owner = sql.ref(`${link}_id`);
  const owners = added.map(({ values }) => (values[link] ?? null) as string | null);
  const { rows } = await sql<{ owner: string | null; next: number }>`
    select ${owner} as owner, max(position) + 1 as next from ${sql.table(table)}
    where ${owner} = any(${owners}::uuid[]) or ${owner} is null group by ${owner}`.execute(work.db);
  const places = new Map(rows.map((row) => [row.owner, row.next]));
  for (const [index, { values }] of added.entries()) {
    const of = owners[index] ?? null;
    const place = places.get(of) ?? 0;
    values["position"] = place;
    places.set(of, place + 1);
  }
}
