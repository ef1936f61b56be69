import type { OutputOf } from "#kernel/action";
import type { Edge, Runtime } from "#records";
import type { MailTrouble, tryMailbox } from "../../contract/mailboxes.ts";
import { noteTrouble, noteWorking } from "../../connections/state.ts";
import { type Mailbox, mailboxOf } from "../connecting/stored-connection.ts";
import { troubleOf } from "../connecting/trouble.ts";
import { openImap } from "../fetching/imap-client.ts";
import { openTransport } from "../sending/transport.ts";
import { takeMailbox } from "./setting-up.ts";

type Trial = OutputOf<typeof tryMailbox>;

/** Signs in where a mailbox is read and where it sends, takes nothing and sends nothing, and says what came of both. */
export async function tryOut({ runtime, actor }: Edge, id: string): Promise<Trial> {
  await runtime.run(actor, "screen", (work) => takeMailbox(work, id));
  const mailbox = await mailboxOf(runtime, id);
  const [reading, sending] = await Promise.all([
    outcomeOf(mailbox?.settings.imap && (() => read(runtime, mailbox))),
    outcomeOf(mailbox?.settings.smtp && (() => send(runtime, mailbox))),
  ]);
  const trouble = [reading, sending].find(isTrouble);
  if (trouble) await noteTrouble(runtime, id, trouble);
  else if (mailbox) await noteWorking(runtime, id);
  return { reading, sending };
}

type Came = Trial["reading"];

const isTrouble = (came: Came): came is MailTrouble => came !== "well" && came !== "not_set";

async function outcomeOf(attempt: (() => Promise<void>) | null | undefined): Promise<Came> {
  if (!attempt) return "not_set";
  try {
    await attempt();
    return "well";
  } catch (error) {
    return troubleOf(error);
  }
}

async function read(runtime: Runtime, mailbox: Mailbox): Promise<void> {
  const client = await openImap(runtime, mailbox);
  try {
    await client.mailboxOpen(mailbox.settings.imap?.folder ?? "INBOX", { readOnly: true });
  } finally {
    client.close();
  }
}

async function send(runtime: Runtime, mailbox: Mailbox): Promise<void> {
  const transport = await openTransport(runtime, mailbox);
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}
