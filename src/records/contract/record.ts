import { z } from "zod";
import type { Field, LinkValue } from "./fields.ts";

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

/** What of a record is wanted. */
export const askedQuery = z.strictObject({
  /** Fields by comma, paths through up to three links allowed: `name,company.parent.name`. All unless told. */
  fields: z.string().max(2000).optional(),
  /** Links by comma whose records are wanted with all their fields: `company,owner.team`. */
  expand: z.string().max(500).optional(),
});

/** What every list takes in its query string. */
export const listQuery = z.strictObject({
  ...askedQuery.shape,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
  /** Fields by comma, `-` before one to turn it round: `-amount,name`. */
  sort: z.string().max(200).optional(),
  filter: z
    .string()
    .max(20_000)
    .optional()
    .describe(
      "Which records: `stage.kind is open and amount > 5000 and company.address.country in (BG, RO)`, " +
        "`tasks.some(done_at is empty)`, `deals.sum(amount where stage.kind is won) > 10000 EUR`; or the same as JSON.",
    ),
  /** Words to look for in the searched fields. */
  search: z.string().max(200).optional(),
  /** `archived=true` lists the recycle bin. */
  archived: z.enum(["true", "false"]).optional(),
  count: z.enum(["true", "false"]).optional(),
});
export type ListQuery = z.infer<typeof listQuery>;

const fieldList = z.string().max(400).optional();

/** So many groups are told, the largest. */
export const mostGroups = 1000;

/** Totals by group: what a board's heads, a grouped table and a report's bars ask for. */
export const totalsQuery = z.strictObject({
  group: z
    .string()
    .max(200)
    .optional()
    .describe(
      "One field to group by, or two by comma: `stage`, `company.industry`. A date takes `:day`, `:week`, `:month`, " +
        "`:quarter` or `:year` behind it: `closed_on:month`.",
    ),
  sum: fieldList.describe("Number, decimal and money fields to sum, by comma. Counts always come."),
  avg: fieldList.describe("Fields of numbers, percents and money whose average is wanted, by comma."),
  min: fieldList.describe(
    "Fields of numbers, percents, money, days and instants, by comma: the least of each.",
  ),
  max: fieldList.describe("The same: the greatest of each."),
  filter: z.string().max(20_000).optional().describe("As in a list."),
  search: z.string().max(200).optional(),
});
export type TotalsQuery = z.infer<typeof totalsQuery>;

/** Values by field; of money by field and currency: `{ amount: { EUR: "12.00" } }`. Numbers are decimal text. */
const measures = z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())]));
export type Measures = z.infer<typeof measures>;

const value = z.string().nullable();
const title = z.string().optional();

export const total = z
  .object({
    group: value.describe(
      "Value of the field grouped by: key of an option, id of a link, first day of a period, true or false; null for none.",
    ),
    title: title.describe("Title of the record that a link points to."),
    groups: z
      .array(z.object({ value, title }))
      .optional()
      .describe("Where two fields are grouped by: value and title of each, in their order."),
    count: z.int(),
    sums: measures.describe("By field; money by field and currency. Decimals as text."),
    averages: measures.optional(),
    minima: measures.optional(),
    maxima: measures.optional(),
  })
  .meta({ id: "total" });
export type Total = z.infer<typeof total>;

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
  readonly source: "screen" | "api" | "import" | "rule" | "system" | "sync";
  /** Name of the API key by which it was done. */
  readonly key: string | null;
  /** Whether it took back what somebody had done. */
  readonly undo: boolean;
  readonly kind: "created" | "changed" | "archived" | "restored";
  /** The part of the record that it happened to, where that was asked for and it is not the record itself. */
  readonly part?: LinkValue;
  /** By field: what it was, what it became, in the API's shapes. */
  readonly changes: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
}

/** The value of a record in hand at a path of its own (`amount`, `address.city`), as a filter compares it. */
export function valueAtPath(
  object: { readonly fields: Readonly<Record<string, Field>> },
  valueOf: (name: string) => unknown,
  path: string,
): unknown {
  const [name = "", part] = path.split(".");
  const value = valueOf(name);
  if (Array.isArray(value))
    return value.map((item: unknown) => (item as { id?: unknown } | null)?.id ?? item);
  if (typeof value !== "object" || value === null) return value;
  const parts = value as Readonly<Record<string, unknown>>;
  if (part !== undefined) return parts[part] ?? null;
  const type = object.fields[name]?.type;
  return type === "money" ? parts["amount"] : type === "person_name" ? parts["full"] : (parts["id"] ?? null);
}
