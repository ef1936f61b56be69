import { BlockList, isIP } from "node:net";
import { networkInterfaces } from "node:os";

// IANA's registries of special-purpose addresses, and one that a cloud keeps for its own machinery among public ones.
const notPublic4 = blockOf("ipv4", [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "168.63.129.16/32",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
]);

// Of IPv6 only what is given out to the world passes: neither loopback, local and multicast addresses nor those that
// carry an IPv4 address inside (mapped, NAT64) lie there; what lies there and is not the world's is taken out.
const worldwide6 = blockOf("ipv6", ["2000::/3"]);
const notPublic6 = blockOf("ipv6", ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]);

/** Whether `address` (of a socket or a name server) is one of the public internet, and none of this machine. */
export function isPublic(address: string): boolean {
  if (address.includes("%") || isOfThisMachine(address)) return false;
  const family = isIP(address);
  if (family === 4) return !notPublic4.check(address, "ipv4");
  return family === 6 && worldwide6.check(address, "ipv6") && !notPublic6.check(address, "ipv6");
}

/** Whether a connection to `address` ends on this machine. */
export function isOfThisMachine(address: string): boolean {
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  if (loopback.check(address, family)) return true;
  return Object.values(networkInterfaces()).some((cards) => cards?.some((card) => card.address === address));
}

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("0.0.0.0", "ipv4");
loopback.addAddress("::", "ipv6");
loopback.addAddress("::1", "ipv6");

function blockOf(family: "ipv4" | "ipv6", networks: readonly string[]): BlockList {
  const block = new BlockList();
  for (const network of networks) {
    const [address = "", prefix] = network.split("/");
    block.addSubnet(address, Number(prefix), family);
  }
  return block;
}
