import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { get, limitsOnRecord, type Work } from "#records";
import type { LinkValue } from "#records/contract";
import type { DocumentKind } from "../documents/kinds.ts";

const printed: Readonly<Record<string, readonly string[]>> = {
  quote: [
    "number",
    "state",
    "customer",
    "contact",
    "language",
    "currency",
    "discount",
    "net",
    "tax",
    "total",
    "tax_included",
    "valid_until",
    "sent_at",
    "introduction",
    "terms",
    "revision",
    "decided_by",
    "decided_at",
  ],
  order: [
    "number",
    "state",
    "customer",
    "contact",
    "quote",
    "reference",
    "language",
    "currency",
    "discount",
    "net",
    "tax",
    "total",
    "tax_included",
    "ordered_on",
    "deliver_on",
    "terms",
  ],
  line: ["description", "quantity", "unit", "price", "discount", "tax_rate", "net", "tax", "total"],
  delivery: ["number", "kind", "order", "customer", "delivered_on", "address", "tracking", "comment"],
  party: ["name", "legal_name", "address", "tax_number", "registration_number"],
};

/**
 * A document is printed whole or not at all: who may not see a field that stands on it gets none. Throws `not_found` for
 * one that is not seen, `not_allowed` where something on it is hidden.
 */
export async function assertSeenWhole(work: Work, kind: DocumentKind, id: string): Promise<void> {
  const document = await get(work, kind.object, id);
  await assertSeen(work, kind.object, { id, names: printed[kind.object] ?? [] });
  for (const link of [document["customer"], document["contact"]] as (LinkValue | null | undefined)[]) {
    if (!link) continue;
    await assertSeen(work, link.object ?? "party", { id: link.id, names: printed["party"] ?? [] });
  }
  await assertLinksSeen(work, kind, { id, document });
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(kind.lineTable)}
    where ${sql.ref(`${kind.object}_id`)} = ${id} and archived_at is null`.execute(work.db);
  for (const line of rows) await assertSeen(work, kind.line, { id: line.id, names: printed["line"] ?? [] });
}

/** Throws `not_allowed` where something that stands on the document is hidden of this record: a document itself, or its party. */
export async function assertFieldsSeen(work: Work, object: string, id: string): Promise<void> {
  await assertSeen(work, object, { id, names: printed[object] ?? printed["party"] ?? [] });
}

interface Asked {
  readonly id: string;
  readonly names: readonly string[];
}

async function assertSeen(work: Work, object: string, { id, names }: Asked): Promise<void> {
  const { hidden } = await limitsOnRecord(work, object, id);
  if (hidden.some((name) => names.includes(name))) throw new AppError("not_allowed");
}

/** A link that reads as none though there is one leads to what the actor may not see. */
async function assertLinksSeen(
  work: Work,
  { table }: DocumentKind,
  { id, document }: { readonly id: string; readonly document: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { rows } = await sql<{ customer: string | null; contact: string | null }>`
    select customer_id as customer, contact_id as contact from ${sql.table(table)} where id = ${id}`.execute(
    work.db,
  );
  const [row] = rows;
  if ((row?.customer && !document["customer"]) || (row?.contact && !document["contact"]))
    throw new AppError("not_allowed");
}
