import { expect, test } from "vitest";
import { networkOf } from "./network.ts";

test.each([
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::9", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["64:ff9b::192.0.2.1", "64:ff9b:0:0::/64"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["192.0.2.1", "192.0.2.1"],
  ["", ""],
  ["nowhere: at all", "nowhere: at all"],
  ["f:".repeat(1000), "f:".repeat(1000)],
])("%s counts as %s", (address, network) => expect(networkOf(address)).toBe(network));
