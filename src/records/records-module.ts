import { auditRoutes } from "./audit/routes.ts";
import { batchRoutes } from "./batch/batch-routes.ts";
import type { Catalogue } from "./catalogue.ts";
import { changeRoutes } from "./changes/routes.ts";
import { customisingRoutes } from "./customising/customising-routes.ts";
import { purgeRemoved } from "./customising/purging.ts";
import type { Module } from "./module.ts";
import { purgeRecycleBin } from "./recycle-bin/purging.ts";
import { recycleBinRoutes } from "./recycle-bin/routes.ts";
import { customRoutes } from "./routes/custom-routes.ts";
import { generalRoutes } from "./routes/general-routes.ts";
import { mergeRoutes } from "./merging/routes.ts";
import { recordRoutes } from "./routes/record-routes.ts";
import { undoRoutes } from "./undoing/routes.ts";
import { learnWords, sweepWords } from "./search/known-words.ts";
import { viewRoutes } from "./views/view-routes.ts";

/** The engine's own part of the server: the generic routes of every object, and those that change what objects are. */
export function recordsModule(catalogue: Catalogue): Module {
  const declared = [...catalogue.objects.values()].filter((object) => object.module !== "custom");
  return {
    name: "records",
    objects: [],
    handlers: [
      ...generalRoutes,
      ...viewRoutes,
      ...batchRoutes,
      ...changeRoutes,
      ...customisingRoutes,
      ...auditRoutes,
      ...recycleBinRoutes,
      ...undoRoutes,
      ...mergeRoutes,
      ...declared.flatMap(recordRoutes),
      ...customRoutes(),
    ],
    subscriptions: [learnWords],
    jobs: {
      "records.purge_removed": purgeRemoved,
      "records.purge_recycle_bin": purgeRecycleBin,
      "records.sweep_words": sweepWords,
    },
    crontab: [
      "41 3 * * * records.purge_removed",
      "53 3 * * * records.purge_recycle_bin",
      "23 4 * * 0 records.sweep_words",
    ],
  };
}
