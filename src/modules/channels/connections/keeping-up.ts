import { setTimeout as pause } from "node:timers/promises";
import type { Runtime } from "#records";
import { noteTrouble, noteWorking, type Trouble } from "./state.ts";

/** Milliseconds between attempts. */
const pauses = { first: 2_000, longest: 300_000, signIn: 300_000 } as const;

interface Connection {
  readonly runtime: Runtime;
  readonly account: string;
  readonly stopping: AbortSignal;
  readonly troubleOf: (error: unknown) => Trouble;
  /** Connects and listens until it breaks off; calls `isWell` whenever it is. */
  readonly listen: (isWell: () => Promise<void>) => Promise<void>;
}

/** Connects again and again until told to stop, after ever longer pauses while nothing comes of it, and notes how it is. */
export async function keepUp({ runtime, account, stopping, troubleOf, listen }: Connection): Promise<void> {
  let wait: number = pauses.first;
  const isWell = async (): Promise<void> => {
    wait = pauses.first;
    await noteWorking(runtime, account);
  };
  while (!stopping.aborted) {
    try {
      await listen(isWell);
    } catch (error) {
      if (stopping.aborted) return;
      const trouble = troubleOf(error);
      // A server that closes the line after a while is well: it is told of only where it does not come back.
      if (wait > pauses.first || trouble !== "unreachable") await noteTrouble(runtime, account, trouble);
      if (trouble === "sign_in") wait = pauses.signIn;
    }
    await pause(wait, undefined, { signal: stopping }).catch(() => {});
    wait = Math.min(wait * 2, pauses.longest);
  }
}
