import { setTimeout as pause } from "node:timers/promises";
import { newId } from "#kernel/id";
import type { Watch } from "#records";
import { holdMailboxes, leaveMailboxes } from "./leases.ts";
import { listenTo } from "./listening.ts";

/** Milliseconds between looks at which mailboxes there are: a new one is heard within them, and leases are renewed. */
const round = 3_000;

interface Listened {
  readonly changedAt: number;
  readonly stop: AbortController;
  readonly over: Promise<void>;
}

/** Listens to every mailbox that no other process listens to, as long as it is switched on, and anew when it was changed. */
export const listenToMailboxes: Watch = async (runtime, stopping) => {
  const holder = newId();
  const listened = new Map<string, Listened>();
  const end = async (account: string) => {
    const one = listened.get(account);
    listened.delete(account);
    one?.stop.abort();
    await one?.over;
  };
  try {
    while (!stopping.aborted) {
      const held = new Map(
        (await holdMailboxes(runtime.database, holder)).map(({ account, changedAt }) => [account, changedAt]),
      );
      for (const [account, { changedAt }] of listened)
        if (held.get(account) !== changedAt) await end(account);
      for (const [account, changedAt] of held)
        if (!listened.has(account)) {
          const stop = new AbortController();
          listened.set(account, {
            changedAt,
            stop,
            over: listenTo(runtime, account, stop.signal).catch(() => {}),
          });
        }
      await pause(round, undefined, { signal: stopping }).catch(() => {});
    }
  } finally {
    await Promise.all([...listened.keys()].map(end));
    await leaveMailboxes(runtime.database, holder);
  }
};
