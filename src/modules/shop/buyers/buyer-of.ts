import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { normalised, partiesAt } from "#customers";
import { create, type Work } from "#records";
import type { ShopBuyer } from "../contract/index.ts";
import { buyerInSight } from "./buyer-in-sight.ts";

/**
 * Id of who buys: a party by id, or whom the address of mail leads to, among all that the key sees; made where nobody has it.
 * Whoever else makes a party by the same address waits, so that twenty at once make one.
 */
export async function buyerOf(work: Work, buyer: ShopBuyer): Promise<string> {
  if ("party" in buyer) {
    const known = await buyerInSight(work, buyer.party);
    if (!known) throw new AppError("link_not_found", { field: "buyer.party" });
    return known;
  }
  const email = normalised("email", buyer.email, work.country);
  if (!email) throw new AppError("field_invalid", { field: "buyer.email" });
  // The same number as of an upsert by this address: the two wait for each other, too.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`parties.email.${email}`}, 0))`.execute(work.db);
  const known = (await partiesAt(work, [email])).get(email);
  if (known) return known.id;
  const { kind, name, phone } = buyer;
  return (await create(work, kind, { name, email, ...(phone && { phone }) })).id;
}
