import { createTransport, type Transporter } from "nodemailer";
import type { Runtime } from "#records";
import { openSocket } from "../connecting/opening.ts";
import { proofOf } from "../connecting/proof.ts";
import type { Mailbox } from "../connecting/stored-connection.ts";
import { MailboxTrouble } from "../connecting/trouble.ts";

/** Milliseconds for the greeting, and for the server to take what it was given. */
const patience = { greeting: 20_000, answer: 120_000 } as const;

/** A connection to the server that sends for a mailbox; closed by whoever asked for it. Throws as `openSocket` and `proofOf` do. */
export async function openTransport(runtime: Runtime, mailbox: Mailbox): Promise<Transporter> {
  const { smtp } = mailbox.settings;
  if (!smtp) throw new MailboxTrouble("address");
  const proof = await proofOf(runtime, mailbox);
  const connection = await openSocket(runtime.settings, smtp);
  return createTransport({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.security === "tls",
    requireTLS: smtp.security === "starttls",
    ignoreTLS: smtp.security === "none",
    greetingTimeout: patience.greeting,
    socketTimeout: patience.answer,
    disableFileAccess: false,
    disableUrlAccess: true,
    ...(proof && {
      auth:
        "pass" in proof
          ? proof
          : { type: "OAuth2" as const, user: proof.user, accessToken: proof.accessToken },
    }),
    getSocket: (_options: unknown, done: (error: Error | null, opened: unknown) => void) =>
      done(null, { connection }),
  } as Parameters<typeof createTransport>[0]);
}
