import type { RecordData } from "#records/contract";
import { useSession } from "#web/session.ts";

/** The currency that a document is in; the organisation's where it says none that one may read. */
export function useCurrencyOf(document: RecordData): string {
  const { currency } = useSession().organisation;
  return String(document.currency ?? currency);
}
