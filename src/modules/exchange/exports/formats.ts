import type { ExportFormat } from "../contract/exports.ts";
import { writeCsv } from "./csv.ts";
import { writeICalendar } from "./icalendar.ts";
import { writeJsonLines } from "./json-lines.ts";
import type { ListToExport } from "./list-to-export.ts";
import { writeParquet } from "./parquet.ts";
import { writeVCards } from "./vcard.ts";
import { writeWorkbook } from "./xlsx/workbook.ts";

export type Chunk = string | Uint8Array;

/** How a list becomes a file: piece by piece, none of which is kept. */
export interface Format {
  readonly extension: string;
  readonly mediaType: string;
  readonly write: (list: ListToExport) => AsyncGenerator<Chunk>;
}

export const formats: Readonly<Record<ExportFormat, Format>> = {
  csv: { extension: "csv", mediaType: "text/csv; charset=utf-8", write: writeCsv },
  xlsx: {
    extension: "xlsx",
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write: writeWorkbook,
  },
  jsonl: { extension: "jsonl", mediaType: "application/x-ndjson; charset=utf-8", write: writeJsonLines },
  parquet: { extension: "parquet", mediaType: "application/vnd.apache.parquet", write: writeParquet },
  vcard: { extension: "vcf", mediaType: "text/vcard; charset=utf-8", write: writeVCards },
  icalendar: { extension: "ics", mediaType: "text/calendar; charset=utf-8", write: writeICalendar },
};
