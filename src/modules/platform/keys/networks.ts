import { BlockList, isIP } from "node:net";

/** A network as it is kept, `10.1.0.0/16`; a bare address is a network of one. Undefined for what is neither. */
export function readNetwork(text: string): string | undefined {
  const [address = "", length, ...rest] = text.trim().toLowerCase().split("/");
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  const prefix = length ?? String(bits);
  if (bits === 0 || rest.length > 0 || !/^\d{1,3}$/.test(prefix) || Number(prefix) > bits) return undefined;
  return `${address}/${Number(prefix)}`;
}

/** Whether `address`, also of IPv4 written as IPv6, lies in one of the networks. */
export function isInside(networks: readonly string[], address: string): boolean {
  const inside = new BlockList();
  for (const network of networks) {
    const [start = "", prefix] = network.split("/");
    inside.addSubnet(start, Number(prefix), familyOf(start));
  }
  return isIP(address) !== 0 && inside.check(address, familyOf(address));
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}
