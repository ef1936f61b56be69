import { sql } from "kysely";
import type Mail from "nodemailer/lib/mailer/index.js";
import type { Runtime } from "#records";
import type { Account } from "../../accounts/account.ts";
import type { Outgoing } from "../../adapter.ts";
import type { MailboxSettings } from "../../contract/mailboxes.ts";
import { loopHeader } from "../reading/telling-heads.ts";
import { plainAddress } from "../reading/correspondents.ts";
import { messageIdOf } from "../threading/message-ids.ts";
import { numbered } from "../threading/numbers.ts";
import { replyAddress } from "../threading/reply-addresses.ts";
import { answerAddresses } from "./answer-addresses.ts";
import { htmlSigned, textSigned } from "./signing.ts";

/** How many ids of mails before it a mail names: the first, and the newest. */
const mostReferences = 20;

/** What is put into the hands of the mail server. Null where it goes to nobody. */
export async function composed(
  { database, settings }: Runtime,
  account: Account,
  message: Outgoing,
  { plusAddresses, imap }: Pick<MailboxSettings, "plusAddresses" | "imap">,
): Promise<Mail.Options | null> {
  const references = await mailsBefore(database, message);
  const to = addressesIn(
    message.recipients["to"] ??
      (await answerAddresses(database, message.conversation)) ??
      (message.contact ? [message.contact] : []),
  );
  const cc = addressesIn(message.recipients["cc"] ?? []);
  const bcc = addressesIn(message.recipients["bcc"] ?? []);
  if (to.length + cc.length + bcc.length === 0 || account.address === null) return null;
  const reply = plusAddresses ? replyAddress(settings, account.address, message.id) : null;
  // Only a server of one's own is sure to take what is sent from such an address.
  const isHandedOver = settings.mailListen !== undefined && imap === null;
  const text = textSigned(message.body, account.signature);
  return {
    messageId: `<${message.externalId ?? messageIdOf(settings, message.id)}>`,
    from: { name: account.fromName ?? message.author?.name ?? account.name, address: account.address },
    to,
    cc,
    bcc,
    ...(reply && { replyTo: reply }),
    subject: await subjectOf(database, message, references.length > 0),
    text,
    ...(message.html && { html: htmlSigned(message.html, account.signature) }),
    ...(references.length > 0 && {
      inReplyTo: `<${message.inReplyTo ?? references.at(-1)}>`,
      references: references.map((id) => `<${id}>`),
    }),
    // A machine's mail is told by its head, and has no return path (RFC 3834, 3.1.7).
    ...(message.automatic && {
      headers: { "Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All", [loopHeader]: "yes" },
    }),
    ...envelopeOf({ message, to: [...to, ...cc, ...bcc] }, isHandedOver ? reply : null),
    attachments: message.files.map((file) => ({
      filename: file.name,
      path: file.path,
      contentType: file.type,
      ...(file.contentId && { cid: file.contentId }),
    })),
    disableUrlAccess: true,
  };
}

/** What comes back of it comes to nobody, where a machine wrote; else to an address that tells of which mail it speaks. */
function envelopeOf(
  { message, to }: { readonly message: Outgoing; readonly to: readonly string[] },
  returnPath: string | null,
): Pick<Mail.Options, "envelope"> {
  const from = message.automatic ? "" : returnPath;
  return from === null ? {} : { envelope: { from, to: [...to] } };
}

async function subjectOf(
  database: Runtime["database"],
  { subject, conversation }: Outgoing,
  isAnswer: boolean,
): Promise<string> {
  const said = await numbered(database, conversation, (subject ?? "").replace(/\s+/g, " ").trim());
  return isAnswer && !/^(re|aw|отг|отв|rv|на)\s*:/i.test(said) ? `Re: ${said}` : said;
}

function addressesIn(told: readonly string[]): string[] {
  return [...new Set(told.flatMap((one) => plainAddress(one) ?? []))];
}

/** Ids of the mails that it goes on from, the oldest first. */
async function mailsBefore(
  database: Runtime["database"],
  { id, conversation }: Outgoing,
): Promise<readonly string[]> {
  const { rows } = await sql<{ externalId: string }>`
    select external_id as "externalId" from messages
    where conversation_id = ${conversation} and id <> ${id} and external_id is not null and archived_at is null
      and state in ('received', 'sent', 'delivered', 'read')
    order by at desc, id desc limit ${mostReferences}`.execute(database);
  const ids = rows.map(({ externalId }) => externalId).reverse();
  return ids.filter((one) => one.length < 500 && !/[\s<>]/.test(one));
}
