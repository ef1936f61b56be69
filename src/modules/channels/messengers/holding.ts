import { setTimeout as pause } from "node:timers/promises";
import type { Runtime } from "#records";
import { adapterOf } from "../adapters.ts";
import { holding } from "../connections/holding.ts";
import { keepUp } from "../connections/keeping-up.ts";
import { sendDue } from "../sending/outbox.ts";
import { type Arrival, keepArrivals } from "../taking-in/receipts.ts";
import { settleReceipt } from "../taking-in/settling.ts";
import { connectionOf } from "./connection.ts";
import type { Line } from "./messenger.ts";
import { MessengerError, troubleOf } from "./messenger-error.ts";
import { messengerOf, messengers } from "./messengers.ts";

/** Milliseconds between looks at what is to go out by a connection. */
const look = 500;

const kinds = Object.values(messengers)
  .filter(({ hold }) => hold)
  .map(({ kind }) => kind);

/** Holds the connections of messengers that want one, each by one process. */
export const holdMessengers = holding(kinds, (runtime, account, stopping) =>
  keepUp({
    runtime,
    account,
    stopping,
    troubleOf,
    async listen(isWell) {
      const connected = await connectionOf(runtime, account);
      if (!connected) throw new MessengerError("sign_in");
      const sendAll: Line["sendAll"] = (send, until) => sendWhile(until, { runtime, account, send });
      const take: Line["take"] = (arrivals) => takeAll(runtime, account, arrivals);
      await messengerOf(connected.settings.kind).hold?.({
        runtime,
        connected,
        stopping,
        isWell,
        take,
        sendAll,
      });
    },
  }),
);

async function takeAll(runtime: Runtime, account: string, arrivals: readonly Arrival[]): Promise<void> {
  const kept = await keepArrivals(runtime.database, account, arrivals);
  // What cannot be settled now is noted on it, and tried again by the clock.
  for (const id of kept) await settleReceipt(runtime, adapterOf, id).catch(() => null);
}

interface Sending {
  readonly runtime: Runtime;
  readonly account: string;
  readonly send: Parameters<Line["sendAll"]>[0];
}

/** What is due goes out by the connection that is open, whichever process wrote it. */
async function sendWhile(until: AbortSignal, { runtime, account, send }: Sending): Promise<void> {
  while (!until.aborted) {
    await sendDue(runtime, (kind) => ({ ...adapterOf(kind), send }), { account, stopping: until });
    await pause(look, undefined, { signal: until }).catch(() => {});
  }
}
