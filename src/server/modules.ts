import { createCustomers } from "#customers";
import { exchange } from "#exchange";
import { platform } from "#platform";
import type { Module } from "#records";
import { dealTimelineSource, sales } from "#sales";

/** The rooms of the house as the server knows them, lowest first. */
export const modules: readonly Module[] = [
  platform,
  createCustomers({ timelineSources: [dealTimelineSource] }),
  sales,
  exchange,
];
