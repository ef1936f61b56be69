import type { Module } from "#records";
import { z } from "zod";
import { exportHandlers } from "./exports/handlers.ts";
import { runExport } from "./exports/running.ts";
import type { TakeOrganisation } from "./exports/organisation.ts";
import { sweepExports } from "./exports/sweeping.ts";
import { handlers } from "./handlers.ts";
import { runSession, sweepImports, watchSession } from "./imports/session.ts";
import { forgetIdsOfPurged } from "./imports/source-ids.ts";
import { runUndo, sweepUndos } from "./imports/undoing.ts";
import { placeHandlers } from "./places/handlers.ts";
import { keepSchedules } from "./schedules/clock.ts";
import { scheduleHandlers } from "./schedules/handlers.ts";
import { runSchedule } from "./schedules/running.ts";
import type { News } from "./webhooks/events.ts";
import { webhookHandlers } from "./webhooks/handlers.ts";
import { hearForWebhooks } from "./webhooks/hearing.ts";
import { sendWebhooks } from "./webhooks/sending.ts";
import { sweepWebhookLog } from "./webhooks/sweeping.ts";

export { contentLine, escaped, utcStamp } from "./exports/content-lines.ts";
export { exportedPieces, exportToStream } from "./exports/exporting.ts";
export type { TakeOrganisation } from "./exports/organisation.ts";
export { type ZipEntry, zipOf } from "./exports/zip-stream.ts";
export { titlesIn } from "./imports/titles.ts";
export type { ExportRequest } from "./exports/list-to-export.ts";
export { runImport as resumeImport } from "./imports/running.ts";
export {
  type FileImport,
  type ImportResult,
  type PartResult,
  runImportFromFile,
} from "./imports/from-file.ts";

export { zoneNamed } from "./reading/icalendar/zones.ts";
export { countryNamed } from "./values/countries.ts";

const sessionPayload = z.object({ session: z.uuid() });
const importPayload = z.object({ import: z.uuid() });
const runPayload = z.object({ run: z.uuid() });
const exportPayload = z.object({ export: z.uuid() });

interface Parts {
  /** Events that the modules below have of their own. */
  readonly news: News;
  readonly takeOrganisation: TakeOrganisation;
}

/** Files in, files out, and news to other systems. */
export function createExchange({ news, takeOrganisation }: Parts): Module {
  return {
    name: "exchange",
    objects: [],
    handlers: [
      ...handlers,
      ...exportHandlers,
      ...placeHandlers,
      ...scheduleHandlers,
      ...webhookHandlers(news),
    ],
    subscriptions: [hearForWebhooks(news), forgetIdsOfPurged],
    jobs: {
      "exchange.import": (runtime, payload, stopping) =>
        runSession(runtime, sessionPayload.parse(payload).session, stopping),
      "exchange.watch": (runtime, payload, stopping) =>
        watchSession(runtime, sessionPayload.parse(payload).session, stopping),
      "exchange.undo_import": (runtime, payload, stopping) =>
        runUndo(runtime, importPayload.parse(payload).import, stopping),
      "exchange.export": (runtime, payload, stopping) =>
        runExport(runtime, exportPayload.parse(payload).export, { stopping, takeOrganisation }),
      "exchange.keep_schedules": (runtime) => keepSchedules(runtime),
      "exchange.run_schedule": (runtime, payload, stopping) =>
        runSchedule(runtime, runPayload.parse(payload).run, stopping),
      "exchange.sweep": async (runtime) => {
        await sweepImports(runtime);
        await sweepUndos(runtime);
        await sweepExports(runtime);
      },
      "exchange.send_webhooks": (runtime, _payload, stopping) => sendWebhooks(runtime, stopping),
      "exchange.sweep_webhook_log": (runtime) => sweepWebhookLog(runtime),
    },
    crontab: [
      "* * * * * exchange.sweep",
      "* * * * * exchange.keep_schedules",
      "* * * * * exchange.send_webhooks",
      "10 4 * * * exchange.sweep_webhook_log",
    ],
  };
}
