import { z } from "zod";
import { columnSurvey, layout, mapping, valueChoice } from "./imports.ts";

/** `prepared`: to be mapped and looked at; `waiting`: for its turn. */
export const importState = z.enum(["prepared", "waiting", "running", "done", "cancelled", "failed"]);
export type ImportState = z.infer<typeof importState>;

/** Something that keeps a row or a file from being taken; `text` says it in the reader's language. */
export const importProblem = z.strictObject({
  row: z.int(),
  /** Heading of the column at fault. */
  column: z.string().optional(),
  value: z.string().optional(),
  code: z.string(),
  text: z.string(),
});
export type ImportProblem = z.infer<typeof importProblem>;

export const importCounts = z.strictObject({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  failed: z.int(),
});
export type ImportCounts = z.infer<typeof importCounts>;

/** An import with its progress. */
export const importSummary = z.strictObject({
  id: z.uuid(),
  session_id: z.uuid(),
  file_name: z.string(),
  file_size: z.int(),
  object: z.string().nullable(),
  state: importState,
  rows: z.int(),
  processed: z.int(),
  counts: importCounts,
  problem: z.string().nullable(),
  created_at: z.string(),
  finished_at: z.string().nullable(),
  /** From start to finish, or until now. */
  seconds: z.number(),
});
export type ImportSummary = z.infer<typeof importSummary>;

/** Why something of a file does not become rows. */
export const leftOutReason = z.enum([
  "unknown",
  "archive",
  "empty",
  "unreadable",
  "locked",
  "among_us",
  "no_address",
  "cancelled",
  "report",
]);

/** An import with all that the screen of mapping needs. */
export const importDetails = importSummary.extend({
  layout,
  header: z.boolean(),
  /** `kind`: the type that a field made for the column would have. */
  columns: z.array(columnSurvey.extend({ kind: z.string() })),
  mapping: mapping.nullable(),
  /** Template by which it was mapped. */
  template: z.uuid().nullable(),
  /** What of the file did not become rows: files in an archive that hold none, mails among colleagues. */
  left_out: z.array(z.strictObject({ name: z.string(), reason: leftOutReason, count: z.int() })),
  /** Records made by name on the way, by object. */
  made: z.array(z.strictObject({ object: z.string(), count: z.int() })),
});
export type ImportDetails = z.infer<typeof importDetails>;

/** What a value of the file may stand for. */
export const valueCandidate = z.strictObject({ use: z.string(), title: z.string() });

/** The distinct values of one assigned column, and what each is taken for. */
export const valueMatches = z.strictObject({
  column: z.int(),
  target: z.string(),
  /** Object that the values name; null for choices and countries. */
  object: z.string().nullable(),
  creates: z.boolean(),
  complete: z.boolean(),
  values: z.array(
    z.strictObject({
      value: z.string(),
      count: z.int(),
      /** `exact`: found as it stands; `like`: something much like it; `none`: unknown. */
      match: z.enum(["exact", "like", "none"]),
      choice: valueChoice,
    }),
  ),
  candidates: z.array(valueCandidate),
});
export type ValueMatches = z.infer<typeof valueMatches>;

/** A row of the file with what would become of it. */
export const plannedRow = z.strictObject({
  row: z.int(),
  outcome: z.enum(["created", "updated", "unchanged", "failed"]),
  title: z.string(),
  /** By path of the target, as people read it. */
  values: z.record(z.string(), z.string()),
  /** The record that is there. */
  record: z.strictObject({ id: z.uuid(), title: z.string() }).nullable(),
  /** What would be changed of it, as people read it. */
  changes: z.array(z.strictObject({ field: z.string(), from: z.string(), to: z.string() })),
  /** Why it would be refused, in the reader's language. */
  problems: z.array(z.string()),
});
export type PlannedRow = z.infer<typeof plannedRow>;

/** A page of them; `next` is what `after` is to be for the following. */
export const plannedRows = z.strictObject({ data: z.array(plannedRow), next: z.int().nullable() });
export type PlannedRows = z.infer<typeof plannedRows>;

/** What an import would do. */
export const importPreview = z.strictObject({
  rows: z.int(),
  counts: importCounts,
  /** Records that would be made by name on the way. */
  related: z.array(z.strictObject({ object: z.string(), count: z.int(), samples: z.array(z.string()) })),
  /** Options that would be added to choices. */
  options: z.array(z.strictObject({ field: z.string(), labels: z.array(z.string()) })),
  /** Rows whose record is there. */
  known: z.int(),
  first: z.array(plannedRow),
  problems: z.array(importProblem),
  /** Columns that go nowhere, with how many rows say something there. */
  columns_left_out: z.array(z.strictObject({ column: z.string(), filled: z.int() })),
});
export type ImportPreview = z.infer<typeof importPreview>;

/** A row that failed: the beginning of its cells, and what was wrong. */
export const failedRow = z.strictObject({
  row: z.int(),
  cells: z.array(z.string()),
  problems: z.array(z.string()),
});
export type FailedRow = z.infer<typeof failedRow>;

export const importUndo = z.strictObject({
  state: z.enum(["waiting", "running", "done"]).nullable(),
  /** Whether it can be taken back now; once more where something stayed. */
  possible: z.boolean(),
  /** 0 to 1. */
  progress: z.number(),
  /** Taken back so far. */
  records: z.int(),
  /** Records and values that stay: changed since, or not for who took the import back. */
  stays: z.int(),
  /** The first of them; `field` is null where a record as a whole stays. */
  examples: z.array(
    z.strictObject({ object: z.string(), id: z.uuid(), field: z.string().nullable(), title: z.string() }),
  ),
});
export type ImportUndo = z.infer<typeof importUndo>;
