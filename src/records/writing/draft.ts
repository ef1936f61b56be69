import type { RecordData } from "../contract/index.ts";

/** A row that is about to be written, and what it was. */
export interface Draft {
  readonly id: string;
  /** Null for a new record; else the record as it was, in the API's shapes (links as bare ids). */
  readonly before: RecordData | null;
  /** Values about to be written, in the API's shapes (links as bare ids). Rules may change them. */
  readonly values: Record<string, unknown>;
}

/** What the field will be once the draft is written: null where it is emptied, or was and stays empty. */
export function valueOf(draft: Draft, field: string): unknown {
  return (field in draft.values ? draft.values[field] : draft.before?.[field]) ?? null;
}

/** Whether the draft says something else of a field that holds one plain value than what was there. */
export function changes({ values, before }: Draft, field: string): boolean {
  return field in values && (values[field] ?? null) !== (before?.[field] ?? null);
}
