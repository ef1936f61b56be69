import type { LinkValue } from "#records/contract";

/** Id of the party that a record belongs to. */
export function partyOf(record: { readonly [field: string]: unknown }): string {
  return (record["party"] as LinkValue).id;
}
