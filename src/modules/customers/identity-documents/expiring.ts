import { sql } from "kysely";
import type { Runtime } from "#records";
import { customerEvents } from "../contract/events.ts";

/** Removes the documents that may be kept no longer. Runs every night; a second run finds nothing. */
export async function removeExpiredIdentityDocuments(runtime: Runtime): Promise<void> {
  await runtime.runAsSystem(async (work) => {
    const { rows } = await sql<{ party: string; document: string }>`
      delete from identity_documents where keep_until < current_date
      returning party_id as party, id as document`.execute(work.db);
    for (const { party, document } of rows) {
      work.emit({
        name: customerEvents.identityDocumentDeleted,
        object: "person",
        records: [party],
        payload: { document },
      });
    }
  });
}
