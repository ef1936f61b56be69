import type { Module } from "#records";
import { z } from "zod";
import { handlers } from "./handlers.ts";
import { runSession, sweepImports, watchSession } from "./imports/session.ts";

export { type ExportRequest, exportToStream } from "./exports/exporting.ts";
export { runImport as resumeImport } from "./imports/running.ts";
export { type FileImport, type ImportResult, runImportFromFile } from "./imports/from-file.ts";

const sessionPayload = z.object({ session: z.uuid() });

/** Files in, files out. */
export const exchange: Module = {
  name: "exchange",
  objects: [],
  handlers,
  jobs: {
    "exchange.import": (runtime, payload, stopping) =>
      runSession(runtime, sessionPayload.parse(payload).session, stopping),
    "exchange.watch": (runtime, payload, stopping) =>
      watchSession(runtime, sessionPayload.parse(payload).session, stopping),
    "exchange.sweep": (runtime) => sweepImports(runtime),
  },
  crontab: ["* * * * * exchange.sweep"],
};
