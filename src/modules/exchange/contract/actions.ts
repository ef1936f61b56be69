import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";
import { z } from "zod";
import {
  failedRow,
  importDetails,
  importPreview,
  importSummary,
  importUndo,
  plannedRows,
  valueMatches,
} from "./details.ts";
import { mapping } from "./imports.ts";
import { encodings, delimiters } from "./limits.ts";

const permission = "imports:run";

export const uploadImport = defineAction({
  id: "imports.upload",
  method: "POST",
  path: "/api/imports",
  summary: "Takes in a file, sent as the raw body of the request, and suggests what it is about",
  permission,
  query: z.strictObject({
    name: z.string().min(1).max(255),
    /** Files that belong together carry the same. */
    session: z.uuid().optional(),
    object: z.string().max(60).optional(),
  }),
  output: importDetails,
  status: 201,
});

export const listImports = defineAction({
  id: "imports.list",
  method: "GET",
  path: "/api/imports",
  summary: "The imports of the one who asks, newest first, or the files of one session in their order",
  permission,
  query: z.strictObject({ session: z.uuid().optional() }),
  output: z.strictObject({ data: z.array(importSummary) }),
});

export const getImport = defineAction({
  id: "imports.get",
  method: "GET",
  path: "/api/imports/:id",
  summary: "An import with its columns, mapping and progress",
  permission,
  params: idParams,
  output: importDetails,
});

export const discardImport = defineAction({
  id: "imports.discard",
  method: "DELETE",
  path: "/api/imports/:id",
  summary: "Forgets a file that was not imported",
  permission,
  params: idParams,
});

export const suggestImport = defineAction({
  id: "imports.suggest",
  method: "POST",
  path: "/api/imports/:id/suggestion",
  summary: "Reads the file anew with another layout, or suggests a mapping to another object",
  permission,
  params: idParams,
  body: z.strictObject({
    object: z.string().max(60).optional(),
    /** Whose export it is, by `imports.layouts`; null: nobody's. */
    source: z
      .strictObject({ system: z.string().max(60), entity: z.string().max(60) })
      .nullable()
      .optional(),
    encoding: z.enum(encodings).optional(),
    delimiter: z.enum(delimiters).optional(),
    /** Whether the first row holds headings. */
    header: z.boolean().optional(),
  }),
  output: importDetails,
});

export const listLayoutsOfImports = defineAction({
  id: "imports.layouts",
  method: "GET",
  path: "/api/import-layouts",
  summary: "The exports of other systems that are recognised by themselves",
  permission,
  output: z.strictObject({
    data: z.array(
      z.strictObject({ system: z.string(), title: z.string(), entity: z.string(), object: z.string() }),
    ),
  }),
});

export const mapImport = defineAction({
  id: "imports.map",
  method: "PUT",
  path: "/api/imports/:id/mapping",
  summary: "Decides which column goes where",
  permission,
  params: idParams,
  body: mapping,
  output: importDetails,
});

export const addImportFields = defineAction({
  id: "imports.add_fields",
  method: "POST",
  path: "/api/imports/:id/fields",
  summary:
    "Makes fields for columns that have no place, of the types that their values show, and has the columns go there",
  permission: "objects:manage",
  params: idParams,
  body: z.strictObject({ columns: z.array(z.int().min(0)).min(1).max(100) }),
  output: importDetails,
});

export const matchImportValues = defineAction({
  id: "imports.values",
  method: "GET",
  path: "/api/imports/:id/values",
  summary: "The distinct values of the columns that name options and records, with what each is taken for",
  permission,
  params: idParams,
  output: z.strictObject({ data: z.array(valueMatches) }),
});

export const previewImport = defineAction({
  id: "imports.preview",
  method: "POST",
  path: "/api/imports/:id/preview",
  summary: "What the import would do, counted over the whole file without writing",
  permission,
  params: idParams,
  output: importPreview,
});

export const previewImportRows = defineAction({
  id: "imports.preview_rows",
  method: "GET",
  path: "/api/imports/:id/preview-rows",
  summary:
    "What the import would do row by row, without writing: all rows, those of one outcome, or those whose record is known",
  permission,
  params: idParams,
  query: z.strictObject({
    only: z.enum(["created", "updated", "unchanged", "failed", "known"]).optional(),
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: plannedRows,
});

export const previewImportFile = defineAction({
  id: "imports.preview_file",
  method: "GET",
  path: "/api/imports/:id/preview.csv",
  summary: "What the import would do with every row, as a CSV file",
  permission,
  params: idParams,
});

export const runImports = defineAction({
  id: "imports.run",
  method: "POST",
  path: "/api/imports/:id/run",
  summary: "Starts the import, or all files of its session one after the other",
  permission,
  params: idParams,
  body: z.strictObject({ session: z.boolean().default(false) }),
  output: importSummary,
  status: 202,
});

export const cancelImport = defineAction({
  id: "imports.cancel",
  method: "DELETE",
  path: "/api/imports/:id/run",
  summary: "Stops the import after the rows it is at; what is written stays",
  permission,
  params: idParams,
});

export const undoImport = defineAction({
  id: "imports.undo",
  method: "POST",
  path: "/api/imports/:id/undo",
  summary:
    "Takes an import back in the background: what it made goes into the recycle bin, what it changed gets its earlier values. " +
    "What somebody changed since stays and is told, unless `anyway`",
  permission,
  params: idParams,
  body: z.strictObject({ anyway: z.boolean().default(false) }),
  output: importUndo,
  status: 202,
});

export const readImportUndo = defineAction({
  id: "imports.undo_read",
  method: "GET",
  path: "/api/imports/:id/undo",
  summary: "How far the undo of an import is, and what stays",
  permission,
  params: idParams,
  output: importUndo,
});

export const failedImportRows = defineAction({
  id: "imports.failed_rows",
  method: "GET",
  path: "/api/imports/:id/failed.csv",
  summary: "The rows that failed, as a CSV file with the reason in the last column",
  permission,
  params: idParams,
});

export const readFailedRows = defineAction({
  id: "imports.failed_rows_read",
  method: "GET",
  path: "/api/imports/:id/failed-rows",
  summary: "The rows that failed, a page at a time, with the reasons",
  permission,
  params: idParams,
  query: z.strictObject({
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.strictObject({ data: z.array(failedRow), next: z.int().nullable() }),
});

export const importedRecords = defineAction({
  id: "imports.records",
  method: "GET",
  path: "/api/imports/:id/records",
  summary: "Records that the import made or changed",
  permission,
  params: idParams,
  query: z.strictObject({
    outcome: z.enum(["created", "updated", "unchanged"]).default("created"),
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.strictObject({
    data: z.array(z.strictObject({ row: z.int(), id: z.uuid(), title: z.string() })),
    next: z.int().nullable(),
  }),
});
