import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { get, updateMany, type Work } from "#records";

/** Puts the stages of a pipeline in the order given. All of them are named, so that none is left between. */
export async function orderStages(work: Work, pipeline: string, order: readonly string[]): Promise<void> {
  await get(work, "pipeline", pipeline);
  const { rows } = await sql<{ id: string }>`
    select id from stages where pipeline_id = ${pipeline} and archived_at is null`.execute(work.db);
  const wanted = new Set(order);
  if (wanted.size !== rows.length || !rows.every(({ id }) => wanted.has(id))) {
    throw new AppError("field_invalid", { field: "stages" });
  }
  await updateMany(
    work,
    "stage",
    [...wanted].map((id, position) => ({ id, values: { position } })),
  );
}
