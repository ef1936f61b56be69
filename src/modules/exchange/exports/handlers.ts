import { open } from "node:fs/promises";
import { AppError } from "#kernel/error";
import {
  type CatalogueObject,
  type Edge,
  type Handler,
  handle,
  handleRaw,
  noteAt,
  type Runtime,
} from "#records";
import * as actions from "../contract/exports.ts";
import { sendFile, sendPieces } from "../sending-files.ts";
import { assertExported } from "./columns.ts";
import { exportedPieces } from "./exporting.ts";
import { formats } from "./formats.ts";
import { assertMayTakeOrganisation, startOrganisationExport } from "./organisation.ts";
import { discardExport, startExport } from "./starting.ts";
import { exportFile, findExport, ownExports, summaryOf } from "./stored-export.ts";

export const exportHandlers: readonly Handler[] = [
  handleRaw(actions.exportRecords, async (edge, { params, query }) => {
    const { runtime, actor } = edge;
    const object = objectOf(runtime, params.plural);
    const request = { ...query, archived: query.archived === "true", bom: query.bom !== "false" };
    const { extension, mediaType } = formats[query.format];
    return sendPieces(
      edge,
      { name: `${params.plural}.${extension}`, mediaType },
      exportedPieces(runtime, async () => actor, object, request),
      () => noteAt(edge, { kind: "exported", object: object.name, details: query }),
    );
  }),
  handleRaw(actions.startExport, async ({ runtime, actor }, { body }) => {
    const { object, ...request } = body;
    return summaryOf({ actor }, await startExport(runtime, actor, objectOf(runtime, object), request));
  }),
  handleRaw(actions.startOrganisationExport, async ({ runtime, actor }) =>
    summaryOf({ actor }, await startOrganisationExport(runtime, actor)),
  ),
  handle(actions.listExports, async (work) => ({
    data: (await ownExports(work)).map((stored) => summaryOf(work, stored)),
  })),
  handle(actions.getExport, async (work, { params }) => summaryOf(work, await findExport(work, params.id))),
  handleRaw(actions.downloadExport, (edge, { params }) => download(edge, params.id)),
  handleRaw(actions.discardExport, ({ runtime, actor }, { params }) =>
    discardExport(runtime, actor, params.id),
  ),
];

function objectOf(runtime: Runtime, plural: string): CatalogueObject {
  const object = runtime.catalogue.byPlural(plural);
  if (!object) throw new AppError("not_found");
  return object;
}

/** The file goes to whoever asked for it, while they may still export what is in it. */
async function download(edge: Edge, id: string): Promise<unknown> {
  const { runtime, actor } = edge;
  const stored = await runtime.read(actor, "api", async (work) => {
    const found = await findExport(work, id);
    if (found.format === "archive") assertMayTakeOrganisation(work.actor);
    else assertExported(work, found.object);
    return found;
  });
  if (stored.state !== "done") throw new AppError("not_found");
  const mediaType = stored.format === "archive" ? "application/zip" : formats[stored.format].mediaType;
  const file = await open(exportFile(runtime.settings, id)).catch(() => undefined);
  if (!file) throw new AppError("not_found");
  edge.reply.header("content-length", stored.file_size ?? "0");
  return sendFile(edge, { name: stored.file_name, mediaType }, file.createReadStream());
}
