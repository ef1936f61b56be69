import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams, listQuery } from "#records/contract";

/** What a list may be written as. */
export const exportFormats = ["csv", "xlsx", "jsonl", "parquet", "vcard", "icalendar"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What they are called, in every language alike. */
export const formatNames: Readonly<Record<ExportFormat, string>> = {
  csv: "CSV",
  xlsx: "Excel",
  jsonl: "JSON Lines",
  parquet: "Parquet",
  vcard: "vCard",
  icalendar: "iCalendar",
};

const addressBook: readonly string[] = ["person", "company"];
const calendar: readonly string[] = ["task", "interaction"];

/** The formats in which records of `object` make sense. */
export function formatsOf(object: string): readonly ExportFormat[] {
  return exportFormats.filter(
    (format) =>
      (format !== "vcard" || addressBook.includes(object)) &&
      (format !== "icalendar" || calendar.includes(object)),
  );
}

/** Whether one chooses what stands in the file: an address book and a calendar say themselves what they take. */
export const hasColumns = (format: ExportFormat): boolean => format !== "vcard" && format !== "icalendar";

/** What one user may have made at once, and how much of it is kept. */
export const exportLimits = {
  atOnce: 3,
  kept: 20,
  keptDays: 7,
  fileBytes: 2 * 1024 * 1024 * 1024,
  archiveBytes: 500 * 1024 * 1024 * 1024,
  chosen: 10_000,
} as const;

export const exportDelimiters = [",", ";", "\t"] as const;

const layout = {
  /** Of CSV alone: what stands between the cells. */
  delimiter: z.enum(exportDelimiters).optional(),
  /** Of CSV alone: without the mark by which Excel knows that it is UTF-8. */
  bom: z.enum(["true", "false"]).optional(),
};

const { sort, filter, fields, search } = listQuery.shape;

export const exportRecords = defineAction({
  id: "exports.run",
  method: "GET",
  path: "/api/exports/:plural",
  summary:
    "A list as a file, sent while it is read: with its filter, order and columns, of what one may read",
  permission: "signed_in",
  params: z.strictObject({ plural: z.string().max(60) }),
  query: z.strictObject({
    sort,
    filter,
    fields,
    search,
    archived: z.enum(["true", "false"]).optional(),
    format: z.enum(exportFormats).default("csv"),
    ...layout,
  }),
});

export const exportState = z.enum(["waiting", "running", "done", "cancelled", "failed"]);
export type ExportState = z.infer<typeof exportState>;

/** An export in the background: how far it is, and the file that came of it. */
export const exportSummary = z
  .strictObject({
    id: z.uuid(),
    object: z.string().describe("`organisation` where it is all of it."),
    format: z.enum([...exportFormats, "archive"]),
    file_name: z.string(),
    state: exportState,
    rows: z.int().describe("How many records there are; beyond 20,000 an estimate."),
    processed: z.int(),
    size: z.int().nullable().describe("Bytes of the file."),
    problem: z.string().nullable().describe("Why there is no file, in the language of the reader."),
    created_at: z.string(),
    kept_until: z.string().nullable().describe("When the file is removed."),
  })
  .meta({ id: "export" });
export type ExportSummary = z.infer<typeof exportSummary>;

export const startExport = defineAction({
  id: "exports.start",
  method: "POST",
  path: "/api/export-files",
  summary: "Begins to write a list to a file in the background",
  permission: "signed_in",
  body: z.strictObject({
    /** Plural of the object: `people`. */
    object: z.string().max(60),
    format: z.enum(exportFormats),
    sort,
    filter,
    fields,
    search,
    archived: z.boolean().optional(),
    /** These records alone. */
    ids: z.array(z.uuid()).min(1).max(exportLimits.chosen).optional(),
    delimiter: layout.delimiter,
    bom: z.boolean().optional(),
  }),
  output: exportSummary,
  status: 202,
});

export const startOrganisationExport = defineAction({
  id: "organisation.export",
  method: "POST",
  path: "/api/organisation-exports",
  summary:
    "Begins to write the whole organisation, as of one moment, to an archive in the background; it is found among the exports",
  permission: "organisation:export",
  output: exportSummary,
  status: 202,
});

export const listExports = defineAction({
  id: "exports.list",
  method: "GET",
  path: "/api/export-files",
  summary: "The exports of the one who asks, newest first, as long as they are kept",
  permission: "signed_in",
  output: z.strictObject({ data: z.array(exportSummary) }),
});

export const getExport = defineAction({
  id: "exports.get",
  method: "GET",
  path: "/api/export-files/:id",
  summary: "An export with its progress",
  permission: "signed_in",
  params: idParams,
  output: exportSummary,
});

export const downloadExport = defineAction({
  id: "exports.download",
  method: "GET",
  path: "/api/export-files/:id/content",
  summary: "The file of an export that is done, for the one who asked for it",
  permission: "signed_in",
  params: idParams,
});

export const discardExport = defineAction({
  id: "exports.discard",
  method: "DELETE",
  path: "/api/export-files/:id",
  summary: "Stops an export, or removes its file",
  permission: "signed_in",
  params: idParams,
});
