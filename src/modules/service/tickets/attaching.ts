import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { assertMayChange, get, update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { takeTicket } from "./in-hand.ts";

/**
 * Says in which conversation a ticket is spoken of, or in none: what is said there is heard by it from now on. Throws
 * `field_invalid` where it is with another customer.
 */
export async function attachConversation(
  work: Work,
  id: string,
  conversation: string | null,
): Promise<RecordData> {
  const ticket = await takeTicket(work, id);
  if (ticket.conversation === conversation) throw new AppError("already_done");
  if (conversation !== null) await assertOfCustomer(work, id, conversation);
  return update(work, "ticket", id, { conversation }, { governed: true });
}

async function assertOfCustomer(work: Work, id: string, conversation: string): Promise<void> {
  await get(work, "conversation", conversation);
  await assertMayChange(work, "conversation", conversation);
  const { rows } = await sql`
    select 1 from tickets t join conversations c on c.id = ${conversation} join parties p on p.id = c.party_id
    where t.id = ${id} and t.customer_id is not null and t.customer_id is distinct from p.id
      and t.customer_id is distinct from p.company_id and t.contact_id is distinct from p.id`.execute(
    work.db,
  );
  if (rows.length > 0) throw new AppError("field_invalid", { field: "conversation" });
}
