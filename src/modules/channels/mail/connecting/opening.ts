import type { Socket } from "node:net";
import { openEgress } from "#platform";
import type { RuntimeSettings } from "#records";
import { isOwn } from "../../connections/own-servers.ts";
import type { MailServer } from "../../contract/mailboxes.ts";
import { MailboxTrouble } from "./trouble.ts";

/** A socket to a mail server, by the one way out. Throws `EgressError`, and `MailboxTrouble` where a password would travel open. */
export async function openSocket(
  settings: RuntimeSettings,
  { host, port, security }: MailServer,
): Promise<Socket> {
  if (security === "none" && !isOwn(settings, host)) throw new MailboxTrouble("security");
  const socket = await openEgress(settings).connect({ host, port, usual: mailPorts.has(port) ? port : 993 });
  // Whoever uses it hears of its errors themselves; none may end the process before.
  socket.on("error", () => {});
  return socket;
}

/** Ports on which mail is spoken; others are opened as for everything else. */
const mailPorts: ReadonlySet<number> = new Set([25, 465, 587, 2525, 143, 993]);
