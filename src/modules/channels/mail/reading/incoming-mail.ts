import { sql } from "kysely";
import type { Runtime } from "#records";
import type { Account } from "../../accounts/account.ts";
import { Unreadable } from "../../adapter.ts";
import { withoutLinks } from "../../forms/consenting/link.ts";
import type { Incoming } from "../../taking-in/incoming.ts";
import { type Bounce, bounceIn } from "../bounces/recognising.ts";
import { addressesOf, belongingOf } from "../threading/belonging.ts";
import { senderCheckOf } from "../verifying/sender.ts";
import { keyOfMail } from "../threading/keys.ts";
import { idsIn, messageIdOf, plainId } from "../threading/message-ids.ts";
import { messageOfAddress } from "../threading/reply-addresses.ts";
import { type Attached, attachedTo, textAttachedTo } from "./attached.ts";
import { isAutomatic } from "./automatic.ts";
import { correspondents, writerOf } from "./correspondents.ts";
import { momentOf } from "./moment.ts";
import { ownLengthOf } from "./own-part.ts";
import { lineEnds, type Parsed, parseMail } from "./parsing.ts";
import { takeOutUuencoded } from "./uuencode.ts";
import { clipped, oneLine, plain, textByItsBytes, textOf } from "./words.ts";

const longestText = 200_000;
const longestHtml = 1_500_000;
const longestSubject = 490;

/**
 * A mail as it came, in the standard form. Throws `Unreadable` where there is no mail in it; null for what we have by another
 * mailbox of all already.
 */
export async function readMail(runtime: Runtime, account: Account, raw: Buffer): Promise<Incoming | null> {
  const whole = lineEnds(raw);
  const mail = await parseMail(whole);
  if (mail.headers.length === 0) throw new Unreadable("no_mail");
  const writer = writerOf(mail);
  const from = writer?.address ?? null;
  const { body, html, subject, attached } = wordsOf(mail, whole);
  if (await isKnown(runtime, account, { mail, from, body })) return null;
  const bounce = tied(runtime, mail, bounceIn(mail, whole, from));
  const check = await senderCheckOf(runtime, { raw, mail, account, from });
  const ownLength = ownLengthOf(body);
  const inReplyTo = idsIn(mail.inReplyTo).at(-1);
  return {
    kind: "message",
    at: momentOf(mail, new Date()),
    from: { value: from, ...(writer?.name && { name: writer.name }) },
    recipients: recipientsOf(mail),
    subject,
    body,
    ...(html && { html }),
    ...(ownLength !== undefined && { ownLength }),
    belongsTo: [
      ...(bounce?.originals ?? []).map((id) => keyOfMail(account, id)),
      ...(await belongingOf(runtime, { mail, account, from, check })),
    ],
    keys: keysOf(mail, account),
    ...(mail.messageId && { externalId: oneLine(plainId(mail.messageId), 998) }),
    ...(inReplyTo && { inReplyTo: oneLine(inReplyTo, 998) }),
    automatic: bounce !== null || isAutomatic(mail, from),
    files: attached.files,
    details: { ...detailsOf(mail, { bounce, attached, from }), ...(check && { sender_check: check }) },
  };
}

/** A bounce that names no mail of ours speaks of the one whose return path it came to. */
function tied({ settings }: Runtime, mail: Parsed, bounce: Bounce | null): Bounce | null {
  if (!bounce || bounce.originals.length > 0) return bounce;
  const messages = addressesOf(mail).flatMap((address) => messageOfAddress(settings, address) ?? []);
  return { ...bounce, originals: [...new Set(messages)].map((message) => messageIdOf(settings, message)) };
}

function wordsOf(mail: Parsed, whole: Buffer) {
  const read = textOf(mail) || textAttachedTo(mail);
  const { text, files } = takeOutUuencoded(textByItsBytes(whole, read) ?? read);
  const attached = attachedTo(mail);
  return {
    body: clipped(withoutLinks(text), longestText),
    html: mail.html ? clipped(withoutLinks(plain(mail.html)), longestHtml) : undefined,
    subject: oneLine(mail.subject, longestSubject),
    attached: { ...attached, files: [...attached.files, ...files] },
  };
}

function recipientsOf({ to, cc }: Parsed): Record<string, string[]> {
  const named = { to: correspondents(to ?? []), cc: correspondents(cc ?? []) };
  return Object.fromEntries(
    Object.entries(named).flatMap(([kind, all]) =>
      all.length > 0 ? [[kind, all.map(({ address }) => address)]] : [],
    ),
  );
}

/** By its own id, and by those that it names: what answers one of those belongs here, too. */
function keysOf(mail: Parsed, account: Account): string[] {
  const ids = [plainId(mail.messageId ?? ""), ...idsIn(mail.inReplyTo), ...idsIn(mail.references)];
  return [...new Set(ids.filter((id) => id !== ""))].map((id) => keyOfMail(account, id));
}

interface Besides {
  readonly bounce: Bounce | null;
  readonly attached: Attached;
  readonly from: string | null;
}

function detailsOf(mail: Parsed, { bounce, attached, from }: Besides): Record<string, unknown> {
  const answers = correspondents(mail.replyTo ?? [])
    .map(({ address }) => address)
    .filter((address) => address !== from);
  return {
    ...(answers.length > 0 && { reply_to: answers.slice(0, 10) }),
    ...(bounce && { bounce }),
    ...(mail.cut && { cut: mail.cut }),
    ...(attached.leftOut.length > 0 && { left_out: attached.leftOut }),
  };
}

/** The same mail, word for word, that came by another mailbox of all, or went out from one. */
async function isKnown(
  { database }: Runtime,
  account: Account,
  { mail, from, body }: { mail: Parsed; from: string | null; body: string },
): Promise<boolean> {
  const id = plainId(mail.messageId ?? "");
  if (account.user !== null || id === "") return false;
  const { rows } = await sql`
    select 1 from messages m join conversations c on c.id = m.conversation_id
    join channel_accounts a on a.id = c.account_id and a.user_id is null
    where m.external_id = ${id} and m.archived_at is null and (m.direction = 'out' or (lower(m.sender) = ${from} and m.body = ${body}
      and not exists (select 1 from receipts r where r.message_id = m.id and r.account_id = ${account.id})))
    limit 1`.execute(database);
  return rows.length > 0;
}
