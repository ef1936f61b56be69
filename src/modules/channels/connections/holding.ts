import { setTimeout as pause } from "node:timers/promises";
import { newId } from "#kernel/id";
import type { Runtime, Watch } from "#records";
import type { AccountKind } from "../contract/channels.ts";
import { holdAccounts, leaveAccounts } from "./leases.ts";

/** Milliseconds between looks at which accounts there are: a new one is heard within them, and leases are renewed. */
const round = 3_000;

/** Holds one account until told to stop. */
type Listen = (runtime: Runtime, account: string, stopping: AbortSignal) => Promise<void>;

interface Listened {
  readonly changedAt: number;
  readonly stop: AbortController;
  readonly over: Promise<void>;
}

/** Listens to every account of these kinds that no other process listens to, as long as it is switched on, and anew when it was changed. */
export function holding(kinds: readonly AccountKind[], listen: Listen): Watch {
  return async (runtime, stopping) => {
    const holder = newId();
    const listened = new Map<string, Listened>();
    const begin = (account: string, changedAt: number): void => {
      const stop = new AbortController();
      const over = listen(runtime, account, stop.signal).catch(() => {});
      listened.set(account, { changedAt, stop, over });
    };
    const end = async (account: string): Promise<void> => {
      const one = listened.get(account);
      listened.delete(account);
      one?.stop.abort();
      await one?.over;
    };
    try {
      while (!stopping.aborted) {
        const all = await holdAccounts(runtime.database, holder, kinds);
        const held = new Map(all.map(({ account, changedAt }) => [account, changedAt]));
        for (const [account, { changedAt }] of listened)
          if (held.get(account) !== changedAt) await end(account);
        for (const [account, changedAt] of held) if (!listened.has(account)) begin(account, changedAt);
        await pause(round, undefined, { signal: stopping }).catch(() => {});
      }
    } finally {
      await Promise.all([...listened.keys()].map(end));
      await leaveAccounts(runtime.database, holder);
    }
  };
}
