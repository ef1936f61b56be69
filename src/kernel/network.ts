const longest = 45;

/**
 * Whose an address of the internet is, to count by: of IPv6 the first 64 bits, of which each subscriber has all that follow;
 * of IPv4 the address itself, also where it comes written as one of IPv6. What is no address stays as it is.
 */
export function networkOf(address: string): string {
  const [plain = ""] = address.split("%", 1);
  const isOfVersion6 = plain.length <= longest && plain.includes(":") && /^[\da-f:.]+$/i.test(plain);
  if (!isOfVersion6) return address;
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(plain)?.[1];
  if (mapped) return mapped;
  const [left = [], right = []] = plain
    .replace(/\d+(?:\.\d+){3}$/, "0:0")
    .split("::")
    .map((side) => (side === "" ? [] : side.split(":")));
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => "0");
  const groups = [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(":")}::/64`;
}
