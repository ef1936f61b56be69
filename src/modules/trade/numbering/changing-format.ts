import { AppError } from "#kernel/error";
import { update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import type { NumberFormat } from "../contract/numbering.ts";

/** Changes how a series numbers documents from now on. What begins anew each year names the year. */
export async function changeFormat(work: Work, id: string, format: NumberFormat): Promise<RecordData> {
  if (format.yearly && !format.prefix.includes("{year}"))
    throw new AppError("field_invalid", { field: "prefix" });
  return update(work, "number_series", id, format, { governed: true });
}
