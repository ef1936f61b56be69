import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";
import { z } from "zod";
import { importDetails } from "./details.ts";

const permission = "imports:run";

/** How files of one make become records, to be used again. */
export const importTemplate = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  object: z.string(),
  /** Of the columns that go in. */
  headings: z.array(z.string()),
  updated_at: z.string(),
});
export type ImportTemplate = z.infer<typeof importTemplate>;

export const listImportTemplates = defineAction({
  id: "imports.list_templates",
  method: "GET",
  path: "/api/import-templates",
  summary: "The templates of imports, by name",
  permission,
  output: z.strictObject({ data: z.array(importTemplate) }),
});

export const saveImportTemplate = defineAction({
  id: "imports.save_template",
  method: "POST",
  path: "/api/import-templates",
  summary: "Keeps how an import is mapped as a template; one of the same name is replaced",
  permission,
  body: z.strictObject({ import: z.uuid(), name: z.string().trim().min(1).max(120) }),
  output: importTemplate,
  status: 201,
});

export const removeImportTemplate = defineAction({
  id: "imports.remove_template",
  method: "DELETE",
  path: "/api/import-templates/:id",
  summary: "Removes a template; what was imported by it stays",
  permission,
  params: idParams,
});

export const applyImportTemplate = defineAction({
  id: "imports.apply_template",
  method: "POST",
  path: "/api/imports/:id/template",
  summary: "Maps a file as a template says, as far as it has the columns",
  permission,
  params: idParams,
  body: z.strictObject({ template: z.uuid() }),
  output: importDetails,
});
