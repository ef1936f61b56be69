import { sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { isoInstant, note, type Work } from "#records";
import { permits } from "#records/contract";
import { customerEvents } from "../contract/events.ts";
import type { listIdentityDocumentReadings } from "../contract/identity-documents.ts";
import { documentInSight } from "./keeping.ts";
import { openNumber } from "./sealing.ts";

/** Shows the number, and keeps who read it and why in the same transaction: no reading goes unlogged. */
export async function readNumber(
  work: Work,
  secret: Buffer,
  id: string,
  reason: string,
): Promise<{ number: string }> {
  const { party, sealed } = await documentInSight(work, id);
  const reader = work.actor.userId;
  if (!permits(work.actor.rights, "identity_documents:read") || reader === null)
    throw new AppError("not_allowed");
  if (reason.length < 3) throw new AppError("identity_reason_required", { field: "reason" });
  await sql`
    insert into identity_document_readings (document_id, reader_id, reason, at)
    values (${id}, ${reader}, ${reason}, ${work.now})`.execute(work.db);
  work.emit({
    name: customerEvents.identityDocumentRead,
    object: "person",
    records: [party],
    payload: { document: id },
  });
  await note(work, {
    kind: "identity_document_read",
    object: "person",
    record: party,
    details: { document: id, reason },
  });
  return { number: openNumber(secret, id, sealed) };
}

/** Who read the number, when and why; the newest first. */
export async function readings(
  work: Work,
  id: string,
): Promise<OutputOf<typeof listIdentityDocumentReadings>> {
  await documentInSight(work, id);
  if (!permits(work.actor.rights, "identity_documents:read")) throw new AppError("not_allowed");
  const { rows } = await sql<OutputOf<typeof listIdentityDocumentReadings>["data"][number]>`
    select r.id, r.reason, ${isoInstant(sql`r.at`)} as at,
      jsonb_build_object('id', u.id, 'title', u.name, 'object', 'user') as reader
    from identity_document_readings r join users u on u.id = r.reader_id
    where r.document_id = ${id} order by r.at desc, r.id desc limit 200`.execute(work.db);
  return { data: rows };
}
