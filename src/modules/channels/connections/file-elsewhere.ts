import { type EgressRequest, type EgressStream, openEgress } from "#platform";
import type { Runtime } from "#records";

/** Begins to fetch a file that a service keeps, within two minutes. Throws `EgressError` where there is no answer. */
export function fileAt(
  runtime: Runtime,
  address: string,
  headers?: EgressRequest["headers"],
): Promise<EgressStream> {
  return openEgress(runtime.settings).receive({
    method: "GET",
    address,
    ...(headers && { headers }),
    redirects: 3,
    patience: { whole: 120_000 },
  });
}
