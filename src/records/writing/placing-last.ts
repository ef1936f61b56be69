import { sql } from "kysely";
import type { Work } from "../work.ts";
import type { Draft } from "./draft.ts";

/** New rows without a position come last: below all others, or below those with the same `link`. */
export async function placeLast(
  work: Work,
  drafts: readonly Draft[],
  { table, link }: { readonly table: string; readonly link?: string },
): Promise<void> {
  const added = drafts.filter(({ before, values }) => !before && values["position"] == null);
  if (added.length === 0) return;
  const group = link ? sql.ref(`${link}_id`) : sql`null::uuid`;
  const groups = added.map(({ values }) => (link ? (values[link] ?? null) : null) as string | null);
  const { rows } = await sql<{ of: string | null; next: number }>`
    select ${group} as of, max(position) + 1 as next from ${sql.table(table)}
    where ${group} = any(${groups}::uuid[]) or ${group} is null group by 1`.execute(work.db);
  const places = new Map(rows.map((row) => [row.of, row.next]));
  for (const [index, { values }] of added.entries()) {
    const of = groups[index] ?? null;
    const place = places.get(of) ?? 0;
    values["position"] = place;
    places.set(of, place + 1);
  }
}
