import type { Socket } from "node:net";
import { ImapFlow, type ImapTransport, type ImapTransportOptions } from "imapflow";
import { encryptOver } from "#platform";
import type { Runtime } from "#records";
import { openSocket } from "../connecting/opening.ts";
import { proofOf } from "../connecting/proof.ts";
import type { Mailbox } from "../connecting/stored-connection.ts";
import { MailboxTrouble } from "../connecting/trouble.ts";
import { largestMail } from "../reading/parsing.ts";

/** Milliseconds until a server has greeted, and until one that says nothing is taken for gone. */
const patience = { greeting: 15_000, silence: 300_000 } as const;

/** Bytes that a server may say in one go, whoever runs it: a mail, and what is said around it. */
const most = {
  literal: largestMail + 1024 * 1024,
  response: largestMail + 3 * 1024 * 1024,
  line: 8 * 1024 * 1024,
} as const;

/** Signs in to a mailbox; closed by whoever asked for it. Throws what `troubleOf` understands. */
export async function openImap(runtime: Runtime, mailbox: Mailbox): Promise<ImapFlow> {
  const { imap } = mailbox.settings;
  if (!imap) throw new MailboxTrouble("address");
  const proof = await proofOf(runtime, mailbox);
  const socket = await openSocket(runtime.settings, imap);
  const client = new ImapFlow({
    host: imap.host,
    port: imap.port,
    secure: imap.security === "tls",
    doSTARTTLS: imap.security === "starttls",
    auth: proof ?? { user: mailbox.settings.userName },
    transport: transportOver(socket),
    logger: false,
    disableAutoIdle: true,
    greetingTimeout: patience.greeting,
    socketTimeout: patience.silence,
    maxLiteralSize: most.literal,
    maxResponseSize: most.response,
    maxLineLength: most.line,
  });
  // What breaks later is told by `close`.
  client.on("error", () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    socket.destroy();
    throw error;
  }
}

/** Over a socket that was opened by the one way out already. */
function transportOver(socket: Socket): ImapTransport {
  const encrypted = ({ host, servername, tls }: ImapTransportOptions, done: () => void) =>
    encryptOver(socket, { ...tls, host, ...(servername && { servername }) }, done);
  return {
    connect(options, done) {
      if (options.secure) return encrypted(options, done);
      setImmediate(done);
      return socket;
    },
    upgrade: (_open, options, done) => encrypted(options, done),
  };
}
