import { readPaymentProvider } from "#billing/contract";
import { call } from "#web/client.ts";

export const providerQuery = {
  queryKey: ["billing", "provider"],
  queryFn: () => call(readPaymentProvider),
};
