import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import { isComputed, type RecordData } from "../contract/index.ts";
import { meanwhile, type Sent } from "../reading/kept-queries.ts";
import { get } from "../reading/listing.ts";
import type { Row } from "../reading/selection-draft.ts";
import type { Asked } from "../reading/wanted-fields.ts";
import type { Work } from "../work.ts";
import type { Draft } from "./draft.ts";
import { NeedsTransaction } from "./needs-transaction.ts";

/** Rows that are being written; where the statement also answers them, how they read. */
export interface Written extends Sent<Row> {
  readonly shape?: (row: Row) => RecordData;
}

/**
 * Whether what a write answers is the record as it will be read: nothing is written or reckoned of other rows afterwards
 * that shows in it, and nobody sees it through another record.
 */
export function isReadAsWritten(object: CatalogueObject, drafts: readonly Draft[]): boolean {
  const { rules, through } = object;
  if (through || (rules.followUp && !rules.leavesRows)) return false;
  return Object.entries(object.fields).every(
    ([name, field]) =>
      !isComputed(field) && (field.type !== "links" || !drafts.some(({ values }) => name in values)),
  );
}

/** The record that was written, as the actor may see it. Throws `not_found` where they may not. */
export async function writtenRecord(
  work: Work,
  objectName: string,
  id: string,
  { asked, ...written }: Written & { readonly asked: Asked },
): Promise<RecordData> {
  if (!written.shape) {
    const record = await meanwhile(written, () => get(work, objectName, id, asked));
    await written.answered;
    return record;
  }
  const [row] = await written.answered;
  if (!row && work.atOnce) throw new NeedsTransaction();
  if (!row) throw new AppError("not_found", { params: { object: objectName } });
  return written.shape(row);
}
