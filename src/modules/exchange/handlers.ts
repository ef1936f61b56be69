import { Readable } from "node:stream";
import { AppError } from "#kernel/error";
import { type Actor, type Handler, handle, handleRaw, type Runtime, type Work } from "#records";
import * as actions from "./contract/actions.ts";
import * as templateActions from "./contract/templates.ts";
import { addFieldsFor } from "./imports/adding-fields.ts";
import { detailsOf, summaryOf } from "./imports/details.ts";
import { checkMapping } from "./imports/mapping-check.ts";
import { previewCsv, previewImport, previewRows } from "./imports/previewing.ts";
import { failedRows, failedRowsCsv, touchedRecords } from "./imports/results.ts";
import { cancelImport, discardImport, queueImports } from "./imports/session.ts";
import { findImport, recentImports, saveMapping, type StoredImport } from "./imports/stored-import.ts";
import { applyTemplate, listTemplates, removeTemplate, saveTemplate } from "./imports/templates.ts";
import { titlesIn } from "./imports/titles.ts";
import { queueUndo, undoOf } from "./imports/undoing.ts";
import { readAnew, takeFile } from "./imports/uploading.ts";
import { sendPieces } from "./sending-files.ts";
import { knownLayouts } from "./suggesting/presets/registry.ts";
import { withNotation } from "./suggesting/mapping.ts";
import { matchValues } from "./imports/value-matches.ts";

/** Each action of the module with what runs it. */
export const handlers: readonly Handler[] = [
  handleRaw(actions.uploadImport, async ({ request, runtime, actor }, { query }) => {
    const body = request.body;
    if (!(body instanceof Readable)) throw new AppError("body_invalid");
    const stored = await takeFile(runtime, actor, body, query);
    return details(runtime, actor, stored);
  }),
  handle(actions.listImports, async (work, { query }) => ({
    data: (await recentImports(work, query.session)).map((stored) => summaryOf(work, stored)),
  })),
  handle(actions.getImport, async (work, { params }) => detailsOf(work, await findImport(work, params.id))),
  handleRaw(actions.discardImport, ({ runtime, actor }, { params }) =>
    discardImport(runtime, actor, params.id),
  ),
  handleRaw(actions.suggestImport, async ({ runtime, actor }, { params, body }) => {
    const stored = await found(runtime, actor, params.id);
    await readAnew(runtime, actor, stored, body);
    return details(runtime, actor, stored);
  }),
  handle(actions.listLayoutsOfImports, async () => ({ data: knownLayouts() })),
  handle(actions.mapImport, async (work, { params, body }) => {
    const stored = await findImport(work, params.id);
    const { placed } = checkMapping(work, body, stored.survey.columns.length);
    const assignments = placed.map(({ assignment, target }) =>
      withNotation(stored.survey.columns, assignment, target),
    );
    await saveMapping(work, stored.id, body.object, { ...body, assignments });
    return detailsOf(work, await findImport(work, params.id));
  }),
  handleRaw(actions.addImportFields, async ({ runtime, actor }, { params, body }) => {
    const stored = await found(runtime, actor, params.id);
    await runtime.run(actor, "screen", (work) => addFieldsFor(work, stored, body.columns));
    await runtime.reloadCatalogue();
    return details(runtime, actor, stored);
  }),
  handle(actions.matchImportValues, async (work, { params }) => ({
    data: await matchValues(work, await findImport(work, params.id)),
  })),
  handleRaw(actions.previewImport, async ({ runtime, actor }, { params }) => {
    const stored = await found(runtime, actor, params.id);
    return runtime.read(actor, "import", (work) => previewImport(work, runtime.settings, stored));
  }),
  handleRaw(actions.previewImportRows, async ({ runtime, actor }, { params, query }) => {
    const stored = await found(runtime, actor, params.id);
    return runtime.read(actor, "import", (work) => previewRows(work, runtime.settings, stored, query));
  }),
  handleRaw(actions.previewImportFile, async (edge, { params }) => {
    const { runtime, actor } = edge;
    const stored = await found(runtime, actor, params.id);
    return runtime.read(actor, "import", async (work) =>
      sendPieces(edge, csvFile("preview", stored), previewCsv(work, runtime.settings, stored)),
    );
  }),
  handleRaw(actions.runImports, async ({ runtime, actor }, { params, body }) =>
    summaryOf({ actor }, await queueImports(runtime, actor, params.id, body.session)),
  ),
  handle(actions.cancelImport, async (work, { params }) => cancelImport(work, params.id)),
  handleRaw(actions.undoImport, async ({ runtime, actor }, { params, body }) => {
    await queueUndo(runtime, actor, params.id, body.anyway);
    return undoTold(runtime, actor, params.id);
  }),
  handle(actions.readImportUndo, async (work, { params }) => undoOf(work, await findImport(work, params.id))),
  handleRaw(actions.failedImportRows, async (edge, { params }) => {
    const { runtime, actor } = edge;
    const stored = await found(runtime, actor, params.id);
    const heading = titlesIn(runtime.catalogue, actor.locale).text("exchange", "reason") ?? "";
    return runtime.read(actor, "api", async (work) =>
      sendPieces(edge, csvFile("failed", stored), failedRowsCsv(work, stored, heading)),
    );
  }),
  handle(templateActions.listImportTemplates, async (work) => ({ data: await listTemplates(work) })),
  handle(templateActions.saveImportTemplate, async (work, { body }) =>
    saveTemplate(work, await findImport(work, body.import), body.name),
  ),
  handle(templateActions.removeImportTemplate, (work, { params }) => removeTemplate(work, params.id)),
  handle(templateActions.applyImportTemplate, async (work, { params, body }) => {
    await applyTemplate(work, await findImport(work, params.id), body.template);
    return detailsOf(work, await findImport(work, params.id));
  }),
  handle(actions.readFailedRows, async (work, { params, query }) =>
    failedRows(work, await findImport(work, params.id), query),
  ),
  handle(actions.importedRecords, async (work, { params, query }) =>
    touchedRecords(work, await findImport(work, params.id), query),
  ),
];

function found(runtime: Runtime, actor: Actor, id: string): Promise<StoredImport> {
  return runtime.read(actor, "api", (work: Work) => findImport(work, id));
}

function undoTold(runtime: Runtime, actor: Actor, id: string) {
  return runtime.read(actor, "api", async (work) => undoOf(work, await findImport(work, id)));
}

function details(runtime: Runtime, actor: Actor, { id }: StoredImport) {
  return runtime.read(actor, "api", async (work) => detailsOf(work, await findImport(work, id)));
}

const csvFile = (of: string, { file_name }: StoredImport) => ({
  name: `${of}-${file_name.replace(/\.csv$/i, "")}.csv`,
  mediaType: "text/csv; charset=utf-8",
});
