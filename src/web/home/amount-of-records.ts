import { useMetadata, useTotals } from "#records/web";

/** How many records of `object` the user sees; undefined until it is known, 0 where they see none of it. */
export function useAmountOfRecords(object: string): number | undefined {
  const known = useMetadata().objects[object] !== undefined;
  const totals = useTotals(object, { enabled: known });
  if (!known) return 0;
  return totals.data ? (totals.data[0]?.count ?? 0) : undefined;
}
