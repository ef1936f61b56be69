import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { get, visibleWhere, type Work } from "#records";
import { type Account, accountOf } from "../accounts/account.ts";
import type { Abilities, ChannelAdapter } from "../adapter.ts";
import type { Answering, Beginning } from "../contract/answering.ts";
import { contactOfKind } from "../contract/channels.ts";
import { contactsOf } from "./contacts-of.ts";
import type { SendingRoom } from "./writing.ts";

type AdapterOf = SendingRoom["adapterOf"];

/** What an answer in a conversation may have; null where it came by no channel that takes one. */
export async function answeringOf(
  work: Work,
  adapterOf: AdapterOf,
  conversation: string,
): Promise<{ answering: Answering | null }> {
  await get(work, "conversation", conversation);
  const { rows } = await sql<{ account: string; contact: string | null }>`
    select a.id as account, c.contact from conversations c join channel_accounts a on a.id = c.account_id and a.archived_at is null
    where c.id = ${conversation}`.execute(work.db);
  const account = rows[0] && (await accountOf(work.db, rows[0].account));
  const adapter = account && adapterFor(adapterOf, account);
  if (!adapter || !(await sends(work, { adapter, account, contact: rows[0]?.contact ?? null })))
    return { answering: null };
  const until = await answerableUntil(work, adapter, conversation);
  const to = await adapter.answersTo?.(work, conversation);
  return {
    answering: {
      kind: account.kind,
      ...taken(adapter.abilities),
      active: account.active,
      until: until?.toISOString() ?? null,
      late: until !== null && until <= work.now,
      to: to ? [...to] : null,
    },
  };
}

/** A form may have no mailbox to answer by, and who asked for it is written to no more. */
async function sends(
  work: Work,
  { adapter, account, contact }: { adapter: ChannelAdapter; account: Account; contact: string | null },
): Promise<boolean> {
  try {
    await adapter.assertSends?.(work, account, contact);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return false;
    throw error;
  }
}

/** Until when an answer is taken: some messengers take one only for so long after their last message. Null: always. */
export async function answerableUntil(
  work: Work,
  { abilities }: ChannelAdapter,
  conversation: string,
): Promise<Date | null> {
  const hours = abilities.answersWithin;
  if (hours === null) return null;
  const { rows } = await sql<{ until: Date | null }>`
    select max(at) + make_interval(hours => ${hours}) as until from messages
    where conversation_id = ${conversation} and direction = 'in' and archived_at is null`.execute(work.db);
  return rows[0]?.until ?? new Date(0);
}

/** By which channels the actor can write first, with what a party has of addresses there. */
export async function beginningsFor(
  work: Work,
  adapterOf: AdapterOf,
  party: string | undefined,
): Promise<{ data: Beginning[] }> {
  if (party) await get(work, "party", party);
  const { rows } = await sql<{ id: string }>`
    select a.id from channel_accounts a
    where a.active and a.archived_at is null and ${visibleWhere(work, "channel_account", "a")}
    order by a.user_id is distinct from ${work.actor.userId}, a.name, a.id limit ${mostAccounts}`.execute(
    work.db,
  );
  const data: Beginning[] = [];
  for (const { id } of rows) {
    const account = await accountOf(work.db, id);
    const adapter = adapterFor(adapterOf, account);
    if (!adapter?.abilities.begins) continue;
    const { kind, name, address } = account;
    const contact = contactOfKind[kind];
    const contacts = party ? await contactsOf(work, party, contact) : [];
    // Where an answer is taken for so long only, nothing is that answers nobody.
    const by_template = adapter.abilities.answersWithin !== null;
    data.push({
      account: id,
      kind,
      name,
      address,
      ...taken(adapter.abilities),
      contact,
      by_template,
      contacts,
    });
  }
  return { data };
}

const mostAccounts = 50;

function taken({ subject, recipients, files, length }: Abilities) {
  return { subject, recipients, files, length };
}

/** Not every kind of account is played by somebody: a telephone is answered by voice. */
function adapterFor(adapterOf: AdapterOf, { kind }: Account): ChannelAdapter | null {
  try {
    return adapterOf(kind);
  } catch (error) {
    if (error instanceof AppError && error.code === "channel_not_played") return null;
    throw error;
  }
}
