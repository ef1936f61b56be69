import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { updateMany, type Work } from "#records";

/** Puts the rules of assignment in the order given. All of them are named, so that none is left between. */
export async function orderAssignmentRules(work: Work, order: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from assignment_rules where archived_at is null`.execute(work.db);
  const wanted = new Set(order);
  if (wanted.size !== rows.length || !rows.every(({ id }) => wanted.has(id)))
    throw new AppError("field_invalid", { field: "rules" });
  const places = [...wanted].map((id, position) => ({ id, values: { position } }));
  if (places.length > 0) await updateMany(work, "assignment_rule", places);
}
