import type { ImapFlow } from "imapflow";
import { sql } from "kysely";
import { createTransport } from "nodemailer";
import type Mail from "nodemailer/lib/mailer/index.js";
import { z } from "zod";
import type { Runtime, Subscription } from "#records";
import { accountOf } from "../../accounts/account.ts";
import { channelEvents } from "../../contract/events.ts";
import { outgoingOf } from "../../sending/outgoing.ts";
import { mailboxOf } from "../connecting/stored-connection.ts";
import { openImap } from "../fetching/imap-client.ts";
import { composed } from "./composing.ts";

const job = "channels.keep_sent";

/** What went out by a mailbox that says so lies in its folder of sent mail, where its user looks from other programs, too. */
export const sentIsKept: Subscription = {
  name: "channels.sent_is_kept",
  events: [channelEvents.messageSent],
  async hear(runtime, event) {
    const { rows } = await sql<{ id: string }>`
      select m.id from messages m join conversations c on c.id = m.conversation_id
        join channel_connections n on n.account_id = coalesce(m.account_id, c.account_id)
      where m.id = any(${event.records}::uuid[]) and m.state in ('sent', 'delivered', 'read') and not m.automatic
        and n.settings @> '{"keepsSent": true}' and jsonb_typeof(n.settings -> 'imap') = 'object'`.execute(
      runtime.database,
    );
    for (const { id } of rows) await runtime.addJob(job, { message: id }, { key: `${job} ${id}` });
  },
};

const payload = z.object({ message: z.uuid() });

/**
 * Puts a mail that went out into the folder of sent mail, once: one whose id is there already stays as it is. Throws where the server is not
 * reached; the job is tried again then.
 */
export async function keepSent(runtime: Runtime, told: unknown): Promise<void> {
  const { message: id } = payload.parse(told);
  const { rows } = await sql<{ account: string }>`
    select coalesce(m.account_id, c.account_id) as account from messages m join conversations c on c.id = m.conversation_id
    where m.id = ${id}`.execute(runtime.database);
  const account = rows[0] && (await accountOf(runtime.database, rows[0].account).catch(() => null));
  const mailbox = account?.active ? await mailboxOf(runtime, account.id) : null;
  if (!account || !mailbox?.settings.imap || !mailbox.settings.keepsSent) return;
  const mail = await composed(runtime, account, await outgoingOf(runtime, id), mailbox.settings);
  if (!mail) return;
  const client = await openImap(runtime, mailbox);
  try {
    await append(client, mail);
  } finally {
    client.close();
  }
}

async function append(client: ImapFlow, mail: Mail.Options): Promise<void> {
  const folder = await folderOfSent(client);
  const lock = await client.getMailboxLock(folder);
  try {
    const id = String(mail.messageId);
    const there = await client.search({ header: { "message-id": id } }, { uid: true });
    if (there && there.length > 0) return;
    await client.append(folder, await bytesOf(mail), ["\\Seen"]);
  } finally {
    lock.release();
  }
}

/** As the server names it (RFC 6154), else by its usual name. */
async function folderOfSent(client: ImapFlow): Promise<string> {
  const folders = await client.list();
  const told = folders.find(({ specialUse }) => specialUse === "\\Sent");
  if (told) return told.path;
  return (await client.mailboxCreate("Sent").catch(() => ({ path: "Sent" }))).path;
}

async function bytesOf(mail: Mail.Options): Promise<Buffer> {
  const transport = createTransport({ streamTransport: true, buffer: true, disableUrlAccess: true });
  const { message } = await transport.sendMail(mail);
  return message as Buffer;
}
