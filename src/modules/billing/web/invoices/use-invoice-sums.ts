import { useQuery } from "@tanstack/react-query";
import { readInvoiceSums } from "#billing/contract";
import type { RecordData } from "#records/contract";
import { call } from "#web/client.ts";

/** What an invoice comes to, what settled it, and what is left of it to credit. */
export function useInvoiceSums({ id, version }: RecordData) {
  return useQuery({
    queryKey: ["billing", "sums", id, version],
    queryFn: () => call(readInvoiceSums, { params: { id } }),
  });
}
