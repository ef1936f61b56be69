import { createCustomers } from "#customers";
import { createExchange } from "#exchange";
import { platform } from "#platform";
import type { Module } from "#records";
import { dealTimelineSource, sales } from "#sales";
import { sync } from "#sync";
import { takeOrganisation } from "./organisation-archive/taking.ts";

const below: readonly Module[] = [
  platform,
  createCustomers({ timelineSources: [dealTimelineSource] }),
  sales,
];

/** The rooms of the house as the server knows them, lowest first. */
export const modules: readonly Module[] = [
  ...below,
  createExchange({ news: Object.assign({}, ...below.map((module) => module.news)), takeOrganisation }),
  sync,
];
