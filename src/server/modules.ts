import { createCustomers } from "#customers";
import { createExchange } from "#exchange";
import { platform } from "#platform";
import type { Module } from "#records";
import { dealTimelineSource, sales } from "#sales";
<<<<<<< HEAD
import { takeOrganisation } from "./organisation-archive/taking.ts";
=======
import { sync } from "#sync";
>>>>>>> 64513af (Calendars and address books of other programs: CalDAV and CardDAV, secret addresses of calendars to subscribe to)

const below: readonly Module[] = [
  platform,
  createCustomers({ timelineSources: [dealTimelineSource] }),
  sales,
];

/** The rooms of the house as the server knows them, lowest first. */
export const modules: readonly Module[] = [
  ...below,
<<<<<<< HEAD
  createExchange({ news: Object.assign({}, ...below.map((module) => module.news)), takeOrganisation }),
=======
  createExchange({ news: Object.assign({}, ...below.map((module) => module.news)) }),
  sync,
>>>>>>> 64513af (Calendars and address books of other programs: CalDAV and CardDAV, secret addresses of calendars to subscribe to)
];
