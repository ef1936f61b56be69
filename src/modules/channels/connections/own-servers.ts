import type { RuntimeSettings } from "#records";

/** Where the operator has opened a way, nobody else listens: what is secret may travel there without encryption. */
export function isOwn({ egressAllow = [] }: RuntimeSettings, host: string): boolean {
  return egressAllow.some((one) => one.host === host.toLowerCase());
}
