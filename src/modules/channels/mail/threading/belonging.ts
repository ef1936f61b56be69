import { sql } from "kysely";
import type { Email } from "postal-mime";
import type { Database, Runtime } from "#records";
import type { Account } from "../../accounts/account.ts";
import { headersOf } from "../reading/parsing.ts";
import { correspondents, isOfDomain, plainAddress } from "../reading/correspondents.ts";
import type { SenderCheck } from "../verifying/methods.ts";
import { keyOfMail, keyOfNumber, keyOfReply } from "./keys.ts";
import { idsIn, messageOf } from "./message-ids.ts";
import { messageOfAddress } from "./reply-addresses.ts";

interface Asked {
  readonly mail: Email;
  readonly account: Account;
  readonly from: string | null;
  /** Whether it is from whom it says, as far as anybody told. */
  readonly check: SenderCheck | null;
}

/**
 * By what a mail belongs to a conversation, the most certain first: an address that we signed, an id that we signed, any id that
 * is known here, and last a number in its subject, where who writes takes part already. Never the subject alone.
 */
export async function belongingOf(
  runtime: Runtime,
  { mail, account, from, check }: Asked,
): Promise<string[]> {
  const replies = addressesOf(mail).flatMap((address) => messageOfAddress(runtime.settings, address) ?? []);
  const ids = [...idsIn(mail.inReplyTo).reverse(), ...idsIn(mail.references).reverse()];
  const signed = ids.filter((id) => messageOf(runtime.settings, id) !== null);
  return [
    ...replies.map((message) => keyOfReply(account, message)),
    ...[...new Set([...signed, ...ids])].map((id) => keyOfMail(account, id)),
    // Numbers are counted: who writes in the name of another would be let in by one.
    ...(check === "verified" || (check === null && !isAnsweredElsewhere(mail, from))
      ? await numbered(runtime.database, account, { subject: mail.subject ?? "", from })
      : []),
  ];
}

/** Who writes in the name of another has answers sent to a place of their own. */
function isAnsweredElsewhere({ replyTo = [] }: Email, from: string | null): boolean {
  return correspondents(replyTo).some(({ address }) => from === null || !isOfDomain(address, from));
}

const mostAddresses = 300;

/** Where it went, as any of its heads says it. */
export function addressesOf(mail: Email): string[] {
  const told = ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to"].flatMap((name) =>
    headersOf(mail, name),
  );
  // What the envelope said stands topmost, and before what the mail says: that may name hundreds.
  return [
    ...told.slice(0, mostAddresses).flatMap((one) => plainAddress(one) ?? []),
    ...correspondents([...(mail.to ?? []), ...(mail.cc ?? []), ...(mail.bcc ?? [])])
      .slice(0, mostAddresses)
      .map(({ address }) => address),
  ];
}

async function numbered(
  database: Database,
  account: Account,
  { subject, from }: { subject: string; from: string | null },
): Promise<string[]> {
  const number = /\[#\s?([\p{L}\d-]{1,40})\]/u.exec(subject)?.[1];
  if (!number || from === null || account.user !== null) return [];
  const key = keyOfNumber(number);
  const { rows } = await sql`
    select 1 from conversation_keys k join conversations c on c.id = k.conversation_id
    where k.key = ${key} and (lower(c.contact) = ${from} or exists (
      select 1 from messages m where m.conversation_id = c.id and m.direction = 'in' and lower(m.sender) = ${from}))`.execute(
    database,
  );
  return rows.length > 0 ? [key] : [];
}
