import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Draft, Work } from "#records";

export interface Tree {
  readonly table: "users" | "teams";
  readonly field: string;
  readonly column: string;
}

/** Throws `goes_in_circle` where a record would come to stand, by some way, above itself. */
export async function assertNoCircle(work: Work, drafts: readonly Draft[], tree: Tree): Promise<void> {
  const moved = drafts.filter((draft) => tree.field in draft.values);
  if (moved.every((draft) => draft.values[tree.field] == null)) return;
  const { rows } = await sql<{ id: string; above: string | null }>`
    select id, ${sql.ref(tree.column)} as above from ${sql.table(tree.table)}`.execute(work.db);
  const above = new Map(rows.map((row) => [row.id, row.above]));
  for (const draft of moved) above.set(draft.id, (draft.values[tree.field] as string | null) ?? null);
  for (const draft of moved)
    if (standsAboveItself(draft.id, above)) throw new AppError("goes_in_circle", { field: tree.field });
}

function standsAboveItself(id: string, above: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>();
  for (let at = above.get(id); at && !seen.has(at); at = above.get(at)) {
    if (at === id) return true;
    seen.add(at);
  }
  return false;
}
