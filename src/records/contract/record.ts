import { z } from "zod";

/** A record as the API gives it: `id`, `version`, then its fields by name. Fields one may not see are absent. */
export interface RecordData {
  readonly id: string;
  readonly version: number;
  readonly [field: string]: unknown;
}

/** A record as a capability answers it: its id and version, then the fields one may see. */
export const recordShape = z.looseObject({ id: z.uuid(), version: z.int() });

/** A page of a list. `next` is the cursor of the following page, null at the end. */
export interface Page<T = RecordData> {
  readonly data: readonly T[];
  readonly next: string | null;
  /** Only when asked for by `count=true`. */
  readonly count?: Count;
}

/** How many there are: exact up to a bound, beyond it an estimate. */
export interface Count {
  readonly value: number;
  readonly exact: boolean;
}

export const idParams = z.strictObject({ id: z.uuid() });

/** What every list takes in its query string. */
export const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
  /** Fields by comma, `-` before one to turn it round: `-amount,name`. */
  sort: z.string().max(200).optional(),
  /** A filter as JSON text. */
  filter: z.string().max(20_000).optional(),
  /** Fields wanted, by comma, paths through one link allowed: `name,company.address`. All unless told. */
  fields: z.string().max(2000).optional(),
  /** Words to look for in the searched fields. */
  search: z.string().max(200).optional(),
  /** `archived=true` lists the recycle bin. */
  archived: z.enum(["true", "false"]).optional(),
  count: z.enum(["true", "false"]).optional(),
});
export type ListQuery = z.infer<typeof listQuery>;

/** Totals by group: what a board's heads, a table's foot and a report's bars ask for. */
export const totalsQuery = z.strictObject({
  /** Field to group by; a date field takes `:day`, `:week`, `:month`, `:quarter`, `:year` behind it. */
  group: z.string().max(100).optional(),
  /** Number, decimal, percent or money fields to sum, by comma. Counts always come. */
  sum: z.string().max(200).optional(),
  filter: z.string().max(20_000).optional(),
  search: z.string().max(200).optional(),
});
export type TotalsQuery = z.infer<typeof totalsQuery>;

export interface Total {
  /** Value of the group: option key, link id, date; null for none. */
  readonly group: string | null;
  /** Title of the record that a link group points to. */
  readonly title?: string;
  readonly count: number;
  /** Sums by field; for money by field and currency: `{ amount: { EUR: "12.00" } }`. Decimals as text. */
  readonly sums: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

/** A change to many at once: by ids, or by all that a filter finds. */
export const bulkBody = z.strictObject({
  ids: z.array(z.uuid()).min(1).max(1000).optional(),
  filter: z.unknown().optional(),
  search: z.string().max(200).optional(),
  change: z.record(z.string(), z.unknown()).optional(),
  archive: z.literal(true).optional(),
  restore: z.literal(true).optional(),
});
export type BulkBody = z.infer<typeof bulkBody>;

/** One entry of a record's history. */
export interface HistoryEntry {
  readonly id: string;
  readonly at: string;
  readonly actor: { readonly id: string; readonly title: string } | null;
  readonly source: "screen" | "api" | "import" | "rule" | "system";
  readonly kind: "created" | "changed" | "archived" | "restored";
  /** By field: what it was, what it became, in the API's shapes. */
  readonly changes: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
}
