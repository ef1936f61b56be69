import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import type { NumberFormat } from "../contract/numbering.ts";

/**
 * Changes how a series numbers documents from now on. What begins anew each year names the year, and no two series begin alike:
 * each would leave gaps in the other. Throws `field_invalid`, `value_taken`.
 */
export async function changeFormat(work: Work, id: string, format: NumberFormat): Promise<RecordData> {
  if (format.yearly && !format.prefix.includes("{year}"))
    throw new AppError("field_invalid", { field: "prefix" });
  const { rows } = await sql`
    select 1 from number_series where id <> ${id} and prefix = ${format.prefix} and prefix <> '' and archived_at is null`.execute(
    work.db,
  );
  if (rows.length > 0) throw new AppError("value_taken", { field: "prefix" });
  return update(work, "number_series", id, format, { governed: true });
}
