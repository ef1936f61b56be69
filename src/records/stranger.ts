import { noGrant } from "./contract/rights.ts";
import type { Actor } from "./work.ts";

/** Who has proved nothing, and may do nothing: what a protocol does for them it does as the product, and tells what all may know. */
export const stranger: Actor = {
  userId: null,
  rights: { objects: { "*": noGrant }, permissions: [] },
  teamUserIds: [],
  locale: "en",
  timeZone: "UTC",
};
