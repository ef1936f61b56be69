import { type RawBuilder, sql } from "kysely";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { newId } from "#kernel/id";
import { dayIn } from "#kernel/period";
import { isoInstant, note, visibleWhere, type Work } from "#records";
import { permits } from "#records/contract";
import { customerEvents } from "../contract/events.ts";
import type { IdentityDocument, recordIdentityDocument } from "../contract/identity-documents.ts";
import { partyInSight, partyToChange } from "../parties/party.ts";
import { endingOf, sealNumber } from "./sealing.ts";

/** Keeps a document. The number is sealed before it goes anywhere; nothing else ever holds it. */
export async function keepIdentityDocument(
  work: Work,
  secret: Buffer,
  party: string,
  body: BodyOf<typeof recordIdentityDocument>,
): Promise<IdentityDocument> {
  const { kind } = await partyToChange(work, party);
  if (!permits(work.actor.rights, "identity_documents:write")) throw new AppError("not_allowed");
  if (kind !== "person") throw new AppError("field_invalid", { field: "party" });
  if (body.keep_until <= dayIn(work.actor.timeZone, work.now))
    throw new AppError("keep_until_past", { field: "keep_until" });
  const id = newId(work.now.getTime());
  await sql`
    insert into identity_documents
      (id, party_id, kind, number_encrypted, number_ending, country, issued_on, expires_on, purpose, keep_until, created_by, updated_by)
    values (${id}, ${party}, ${body.kind}, ${sealNumber(secret, id, body.number)}, ${endingOf(body.number)},
      ${body.country ?? null}, ${body.issued_on ?? null}::date, ${body.expires_on ?? null}::date, ${body.purpose},
      ${body.keep_until}::date, ${work.actor.userId}::uuid, ${work.actor.userId}::uuid)`.execute(work.db);
  work.emit({
    name: customerEvents.identityDocumentRecorded,
    object: "person",
    records: [party],
    payload: { document: id },
  });
  await note(work, {
    kind: "identity_document_kept",
    object: "person",
    record: party,
    details: { document: id },
  });
  const [document] = await documents(work, sql`i.id = ${id}`);
  if (!document) throw new AppError("not_found");
  return document;
}

/** Documents of a party, numbers masked. */
export async function identityDocuments(work: Work, party: string): Promise<{ data: IdentityDocument[] }> {
  await partyInSight(work, party);
  return { data: await documents(work, sql`i.party_id = ${party}`) };
}

/** Removes a document for good; that it was there and who removed it stays as an event. */
export async function deleteIdentityDocument(work: Work, id: string): Promise<void> {
  const { party } = await documentInSight(work, id);
  await partyToChange(work, party);
  if (!permits(work.actor.rights, "identity_documents:write")) throw new AppError("not_allowed");
  await sql`delete from identity_documents where id = ${id}`.execute(work.db);
  work.emit({
    name: customerEvents.identityDocumentDeleted,
    object: "person",
    records: [party],
    payload: { document: id },
  });
  await note(work, {
    kind: "identity_document_removed",
    object: "person",
    record: party,
    details: { document: id },
  });
}

/** The document and whose it is, when the actor may see the party; else `not_found`. */
export async function documentInSight(work: Work, id: string): Promise<{ party: string; sealed: Buffer }> {
  const { rows } = await sql<{ party: string; sealed: Buffer }>`
    select i.party_id as party, i.number_encrypted as sealed
    from identity_documents i join parties p on p.id = i.party_id
    where i.id = ${id} and ${visibleWhere(work, "party", "p")}`.execute(work.db);
  if (!rows[0]) throw new AppError("not_found");
  return rows[0];
}

async function documents(work: Work, where: RawBuilder<unknown>): Promise<IdentityDocument[]> {
  const { rows } = await sql<IdentityDocument>`
    select i.id, i.kind, '•••• ' || i.number_ending as number, i.country,
      i.issued_on::text, i.expires_on::text, i.purpose, i.keep_until::text,
      ${isoInstant(sql`i.created_at`)} as created_at
    from identity_documents i where ${where} order by i.created_at desc, i.id`.execute(work.db);
  return rows;
}
