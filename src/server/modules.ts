import { billing } from "#billing";
import { catalogue } from "#catalogue";
import { askedConsents, createChannels } from "#channels";
import { createCustomers } from "#customers";
import { createExchange } from "#exchange";
import { platform } from "#platform";
import type { Module } from "#records";
import { dealTimelineSource, leadTimelineSource, sales } from "#sales";
import { articlesForVisitors, service, ticketTimelineSource } from "#service";
import { shop } from "#shop";
import { sync } from "#sync";
import { targets } from "#targets";
import { trade } from "#trade";
import { takeOrganisation } from "./organisation-archive/taking.ts";

const below: readonly Module[] = [
  platform,
  createCustomers({
    timelineSources: [dealTimelineSource, leadTimelineSource, ticketTimelineSource],
    askedConsents,
  }),
  createChannels({ articlesForVisitors }),
  catalogue,
  sales,
  trade,
  billing,
  targets,
  shop,
  service,
];

/** The rooms of the house as the server knows them, lowest first. */
export const modules: readonly Module[] = [
  ...below,
  createExchange({ news: Object.assign({}, ...below.map((module) => module.news)), takeOrganisation }),
  sync,
];
