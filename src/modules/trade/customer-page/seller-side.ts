import { get, limitsOnRecord, type RuntimeSettings, type Work } from "#records";
import type { CustomerSide } from "../contract/quote-links.ts";
import { addressOf } from "../printing/picture.ts";
import { addressSeen } from "../sending/address-seen.ts";
import { mailingOf } from "../sending/mailings.ts";
import { commentsOn } from "./comments.ts";

/** What the seller's people see of the customer's side, who may see the quote. */
export async function customerSideOf(
  work: Work,
  settings: RuntimeSettings,
  id: string,
): Promise<CustomerSide> {
  const quote = await get(work, "quote", id);
  const email = await addressSeen(work, quote);
  const { hidden } = await limitsOnRecord(work, "quote", id);
  return {
    links: await linksOf(work, id),
    mailings: await mailingsOf(work, id, email !== null),
    visits: await visitsOf(work, id),
    comments: await commentsOn(work, id),
    signature: hidden.includes("decided_by") ? null : await signatureOf(work, id),
    email,
    canMail: Boolean(settings.smtpUrl),
  };
}

async function linksOf(work: Work, quote: string): Promise<CustomerSide["links"]> {
  const rows = await work.db
    .selectFrom("quote_links")
    .select(["id", "created_at", "revoked_at"])
    .where("quote_id", "=", quote)
    .orderBy("created_at", "desc")
    .limit(20)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.created_at.toISOString(),
    revoked: row.revoked_at !== null,
  }));
}

async function mailingsOf(
  work: Work,
  quote: string,
  seesAddresses: boolean,
): Promise<CustomerSide["mailings"]> {
  const rows = await work.db
    .selectFrom("quote_mailings")
    .select(["id", "address", "created_at", "sent_at", "failed_at", "failure", "answer"])
    .where("quote_id", "=", quote)
    .orderBy("created_at", "desc")
    .limit(20)
    .execute();
  return rows.map((row) => mailingOf(row, [row.address], seesAddresses));
}

async function visitsOf(work: Work, quote: string): Promise<CustomerSide["visits"]> {
  const rows = await work.db
    .selectFrom("quote_visits")
    .select(["id", "address", "agent", "opened_at", "last_at"])
    .where("quote_id", "=", quote)
    .orderBy("opened_at", "desc")
    .limit(50)
    .execute();
  return rows.map(({ id, address, agent, opened_at, last_at }) => ({
    id,
    address,
    agent,
    at: opened_at.toISOString(),
    lastAt: last_at.toISOString(),
  }));
}

async function signatureOf(work: Work, quote: string): Promise<CustomerSide["signature"]> {
  const row = await work.db
    .selectFrom("quote_signatures as s")
    .leftJoin("users as u", "u.id", "s.link_by")
    .select(["s.decision", "s.name", "s.created_at", "s.address", "s.agent", "s.content_hash", "s.drawn"])
    .select("u.name as linkBy")
    .where("s.quote_id", "=", quote)
    .executeTakeFirst();
  if (!row) return null;
  const { decision, name, created_at, address, agent, linkBy, content_hash, drawn } = row;
  return {
    decision: decision === "accepted" ? "accepted" : "declined",
    name,
    at: created_at.toISOString(),
    address,
    agent,
    linkBy,
    hash: content_hash,
    drawn: drawn && addressOf(drawn),
  };
}
