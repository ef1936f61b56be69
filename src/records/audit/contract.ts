import { z } from "zod";
import { defineAction } from "#kernel/action";

/** Which entries of the audit log are asked for; several conditions hold together. */
const filters = {
  /** Done at or after, and before. */
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  /** The user who did it. */
  actor: z.uuid().optional(),
  object: z.string().max(63).optional(),
  record: z.uuid().optional(),
  /** Kinds by comma, as `#kernel/audit` names them. */
  kind: z
    .string()
    .max(600)
    .regex(/^[a-z_]+(,[a-z_]+)*$/)
    .optional(),
  source: z.enum(["screen", "api", "import", "rule", "system", "sync"]).optional(),
  /** A field that was changed; of the object asked for. */
  field: z.string().max(63).optional(),
  /** Words in what was or became of a field, or in the particulars of an act. */
  words: z.string().trim().min(2).max(100).optional(),
};

/** Place in the log behind which a page goes on. */
const place = z
  .string()
  .regex(/^\d{1,17}-\d{1,18}$/)
  .optional();

const auditQuery = z.strictObject({
  ...filters,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: place,
});
export type AuditQuery = z.infer<typeof auditQuery>;

const named = z.strictObject({ id: z.uuid(), title: z.string() });

const auditEntry = z.strictObject({
  id: z.string(),
  at: z.iso.datetime(),
  /** Null: the product itself, or somebody who is not signed in. */
  actor: named.nullable(),
  /** The API key by which it was done. */
  key: named.nullable(),
  /** The address from which it was done, where it is known. */
  address: z.string().nullable(),
  source: z.string(),
  kind: z.string(),
  object: z.string().nullable(),
  /** The record it is about; null where there is none, or none that the reader may see. */
  record: z.strictObject({ id: z.uuid(), title: z.string().nullable(), object: z.string() }).nullable(),
  /** By field: what it was, what it became, as far as the reader may see the fields. */
  changes: z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() })),
  details: z.record(z.string(), z.unknown()),
  /** It is about something that the reader may not see. */
  hidden: z.boolean(),
  /** It took back what somebody had done. */
  undo: z.boolean(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

const auditPage = z.strictObject({
  data: z.array(auditEntry),
  /** `before` of the following page; null at the end. */
  next: z.string().nullable(),
  /** How far back this page looked, where it stopped looking before it was full. */
  searched: z.iso.datetime().nullable(),
});
export type AuditPage = z.infer<typeof auditPage>;

export const readAudit = defineAction({
  id: "audit.read",
  method: "GET",
  path: "/api/audit",
  summary:
    "What was done, by whom, when and from where, newest first; of records only what the reader may see. Reading is itself told",
  permission: "audit:read",
  query: auditQuery,
  output: auditPage,
});

export const exportAudit = defineAction({
  id: "audit.export",
  method: "GET",
  path: "/api/audit/export",
  summary: "The audit log as a file: CSV, or one JSON object a line",
  permission: "audit:read",
  query: z.strictObject({ ...filters, format: z.enum(["csv", "jsonl"]).default("csv") }),
});
