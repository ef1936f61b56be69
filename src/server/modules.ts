import { createCustomers } from "#customers";
import * as platform from "#platform/contract";
import type { Module } from "#records";
import { dealTimelineSource, sales } from "#sales";

/** The rooms of the house as the server knows them, lowest first. */
export const modules: readonly Module[] = [
  {
    name: "platform",
    objects: [platform.userObject, platform.teamObject, platform.roleObject],
    handlers: [],
  },
  createCustomers({ timelineSources: [dealTimelineSource] }),
  sales,
];
