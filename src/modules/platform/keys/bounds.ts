import { AppError } from "#kernel/error";
import type { Actor } from "#records";
import { isInside } from "./networks.ts";

/** Why the key by which the actor came in is not good from `address` any more; undefined where it is, or there is none. */
export function refusalOfKey({ keyBounds }: Actor, address: string): AppError | undefined {
  const { expiresAt, networks } = keyBounds ?? {};
  if (expiresAt && expiresAt.getTime() <= Date.now()) return new AppError("key_expired");
  if (networks && !isInside(networks, address)) return new AppError("key_elsewhere", { params: { address } });
  return undefined;
}
