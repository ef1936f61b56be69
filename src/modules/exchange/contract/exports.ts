import { z } from "zod";
import { defineAction } from "#kernel/action";
import { listQuery } from "#records/contract";

/** What a list may be written as. */
export const exportFormats = ["csv", "xlsx", "jsonl", "parquet", "vcard", "icalendar"] as const;
export type ExportFormat = (typeof exportFormats)[number];

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
  fileBytes: 4 * 1024 * 1024 * 1024,
  chosen: 10_000,
} as const;

export const exportDelimiters = [",", ";", "\t"] as const;

const layout = {
  /** Of CSV alone: what stands between the cells. */
  delimiter: z.enum(exportDelimiters).optional(),
  /** Of CSV alone: without the mark by which Excel knows that it is UTF-8. */
  bom: z.enum(["true", "false"]).optional(),
};

export const exportRecords = defineAction({
  id: "exports.run",
  method: "GET",
  path: "/api/exports/:plural",
  summary:
    "A list as a file, sent while it is read: with its filter, order and columns, of what one may read",
  permission: "signed_in",
  params: z.strictObject({ plural: z.string().max(60) }),
  query: listQuery
    .pick({ sort: true, filter: true, fields: true, search: true, archived: true })
    .extend({ format: z.enum(exportFormats).default("csv"), ...layout }),
});
