import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Locale } from "#kernel/locale";
import { assertMayChange, get, type Work } from "#records";
import { permits } from "#records/contract";
import type { DocumentKind } from "./kinds.ts";

export interface DocumentInHand {
  readonly object: DocumentKind["object"];
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly customer: string;
  readonly contact: string | null;
  readonly deal: string | null;
  readonly currency: string;
  /** Percent, on the whole document. */
  readonly discount: string;
  readonly taxIncluded: boolean;
  readonly rounding: "line" | "document";
  readonly net: string;
  readonly tax: string;
  readonly total: string;
  readonly subject: string | null;
  readonly terms: string | null;
  readonly language: Locale;
  readonly channel: string | null;
  readonly owner: string | null;
}

/**
 * Takes a document in hand to act on it: seen by the actor (else `not_found`), permitted (else `not_allowed`), and locked
 * until the unit ends, so that of two who act at once the second sees what the first did.
 */
export async function takeInHand(
  work: Work,
  kind: DocumentKind,
  id: string,
  permission?: string,
): Promise<DocumentInHand> {
  await get(work, kind.object, id, { fields: "id" });
  if (permission && !permits(work.actor.rights, permission)) throw new AppError("not_allowed");
  const [document] = await lockDocuments(work, kind, [id]);
  if (!document) throw new AppError("not_found", { params: { object: kind.object } });
  return document;
}

/** As `takeInHand`, for what only who may change the document may do; `not_allowed` for who may but read it. */
export async function takeToChange(
  work: Work,
  kind: DocumentKind,
  id: string,
  permission: string,
): Promise<DocumentInHand> {
  const document = await takeInHand(work, kind, id, permission);
  await assertMayChange(work, kind.object, id);
  return document;
}

/** Locks documents in the order of their ids and answers them as they are; those in the recycle bin are not there. */
export async function lockDocuments(
  work: Work,
  { object, table }: DocumentKind,
  ids: readonly string[],
): Promise<DocumentInHand[]> {
  const { rows } = await sql<Omit<DocumentInHand, "object">>`
    select id, number, state, customer_id as customer, contact_id as contact, deal_id as deal, currency,
      trim_scale(discount)::text as discount, tax_included as "taxIncluded", rounding, net::text as net, tax::text as tax, total::text as total, subject, terms,
      language, channel, owner_id as owner
    from ${sql.table(table)} where id = any(${ids}::uuid[]) and archived_at is null order by id for update`.execute(
    work.db,
  );
  return rows.map((row) => ({ object, ...row }));
}

/** Throws where the document stands otherwise: `already_done` where it is `done`, else `document_state_wrong`. */
export function assertState(
  { state }: Pick<DocumentInHand, "state">,
  allowed: readonly string[],
  done?: string,
): void {
  if (allowed.includes(state)) return;
  throw state === done
    ? new AppError("already_done")
    : new AppError("document_state_wrong", { params: { state } });
}
