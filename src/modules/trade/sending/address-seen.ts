import { AppError } from "#kernel/error";
import { get, type Work } from "#records";
import type { LinkValue, RecordData } from "#records/contract";

/** Where a letter with a document would go, as far as the actor may see it: the contact's address, else the customer's. */
export async function addressSeen(work: Work, document: RecordData): Promise<string | null> {
  for (const link of [document["contact"], document["customer"]] as (LinkValue | null | undefined)[]) {
    if (!link) continue;
    try {
      const party = await get(work, link.object ?? "party", link.id);
      if (typeof party["email"] === "string") return party["email"];
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "not_found") throw error;
    }
  }
  return null;
}
