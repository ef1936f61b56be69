import { AppError } from "#kernel/error";
import { type Handler, handleRaw, noteAt } from "#records";
import * as actions from "../contract/exports.ts";
import { sendPieces } from "../sending-files.ts";
import { exportedPieces } from "./exporting.ts";
import { formats } from "./formats.ts";

export const exportHandlers: readonly Handler[] = [
  handleRaw(actions.exportRecords, async (edge, { params, query }) => {
    const { runtime, actor } = edge;
    const object = runtime.catalogue.byPlural(params.plural);
    if (!object) throw new AppError("not_found");
    const request = { ...query, archived: query.archived === "true", bom: query.bom !== "false" };
    const { extension, mediaType } = formats[query.format];
    return sendPieces(
      edge,
      { name: `${params.plural}.${extension}`, mediaType },
      exportedPieces(runtime, async () => actor, object, request),
      () => noteAt(edge, { kind: "exported", object: object.name, details: query }),
    );
  }),
];
