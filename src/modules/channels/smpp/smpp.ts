import { as } from "../messengers/connection.ts";
import type { Messenger } from "../messengers/messenger.ts";
import { assertMayWrite, noteOpting } from "../messengers/opting.ts";
import { holdLine } from "./holding.ts";
import { readMessage } from "./reading.ts";
import { openSession } from "./session.ts";

/** Short messages by an operator or aggregator that speaks SMPP 3.4; a long text goes out in several by itself. */
export const smpp: Messenger = {
  kind: "smpp",
  abilities: {
    html: false,
    subject: false,
    recipients: false,
    files: 0,
    length: 1600,
    delivered: true,
    read: false,
    answersWithin: null,
    begins: true,
  },
  hold: holdLine,
  async connect(runtime, connected) {
    const { settings, ...more } = as(connected, "smpp");
    const session = await openSession(runtime, { settings, ...more });
    session.close();
    return { address: settings.number };
  },
  read: readMessage,
  takenIn: noteOpting,
  assertSends: (work, _account, contact) => assertMayWrite(work, contact),
  // Who holds the connection hands over by it.
  send: () => Promise.resolve({ state: "later", problem: "unreachable" }),
};
