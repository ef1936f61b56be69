import { type Seal, seal, unseal } from "#platform";

export function sealPassword(key: Buffer, connection: string, password: string): Buffer {
  return seal(key, of(connection), password);
}

/** Throws where it was sealed by a key that is not here. */
export function openPassword(key: Buffer, connection: string, sealed: Buffer): string {
  return unseal(key, of(connection), sealed);
}

const of = (record: string): Seal => ({ purpose: "rapport calendar connection 1", record });
