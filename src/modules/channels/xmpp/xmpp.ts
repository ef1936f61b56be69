import { as } from "../messengers/connection.ts";
import type { Messenger } from "../messengers/messenger.ts";
import { holdLine } from "./holding.ts";
import { readStanza } from "./reading.ts";
import { openSession } from "./session.ts";

/** An address at any server of XMPP (RFC 6120, 6121): we are signed in there as everybody else is. */
export const xmpp: Messenger = {
  kind: "xmpp",
  abilities: {
    html: false,
    subject: false,
    recipients: false,
    files: 25_000_000,
    length: 10_000,
    delivered: true,
    read: true,
    answersWithin: null,
    begins: true,
  },
  hold: holdLine,
  async connect(runtime, connected) {
    const session = await openSession(runtime, as(connected, "xmpp"));
    session.close();
    return { address: session.own };
  },
  read: readStanza,
  // By what it is known is written down before it is sent: what the other side says of it may come first.
  identify: (_runtime, _account, message) => ({ externalId: message, keys: [] }),
  // Who holds the connection hands over by it.
  send: () => Promise.resolve({ state: "later", problem: "unreachable" }),
};
