import { sql } from "kysely";
import type { Work } from "#records";
import type { Account } from "../../accounts/account.ts";

/** So many of our own automatic mails go to one address in so many minutes; more is a conversation of machines. */
const mostAutomatic = 10;
const withinMinutes = 180;
/** So many automatic mails a mailbox, or a form, sends within the hour, to whomever: more is somebody who has us write to strangers. */
const mostOfAccount = 200;
/** Who writes more than so many mails within the hour to one mailbox is taken for a machine. */
const mostByHand = 20;

/** Whether another automatic mail to an address would be one too many. */
export async function isToldEnough(work: Work, address: string): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from messages m join conversations c on c.id = m.conversation_id
    where m.direction = 'out' and m.automatic and lower(c.contact) = ${address.toLowerCase()}
      and m.created_at > ${work.now}::timestamptz - make_interval(mins => ${withinMinutes})`.execute(work.db);
  return (rows[0]?.count ?? 0) >= mostAutomatic;
}

/** Whether an account has written by itself as much as it may within the hour. */
export async function hasSaidEnough(work: Work, account: Account): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from messages m join conversations c on c.id = m.conversation_id
    where m.direction = 'out' and m.automatic and m.created_at > ${work.now}::timestamptz - interval '1 hour'
      and (c.account_id = ${account.id} or m.account_id = ${account.id})`.execute(work.db);
  return (rows[0]?.count ?? 0) >= mostOfAccount;
}

/**
 * Whether an address writes as fast as only machines do: it is answered by none of ours. No more than that, as anybody can write in
 * the name of another, who is heard as before.
 */
export async function isLooping(db: Work["db"], account: Account, from: string): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select 1 from messages m join conversations c on c.id = m.conversation_id and c.account_id = ${account.id}
      where m.direction = 'in' and lower(m.sender) = ${from.toLowerCase()} and m.created_at > now() - interval '1 hour'
      limit ${mostByHand}) as come`.execute(db);
  return (rows[0]?.count ?? 0) >= mostByHand;
}
