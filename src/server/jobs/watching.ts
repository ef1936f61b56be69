import { setTimeout as pause } from "node:timers/promises";
import type { Runtime, Watch } from "#records";

/** Milliseconds before a watch that broke off is begun again: the first time, and at most. */
const pauses = { first: 1_000, longest: 60_000 } as const;
/** One that held so long was well: its next pause is the first again. */
const wellAfter = 120_000;

interface Watching {
  readonly runtime: Runtime;
  readonly stopping: AbortSignal;
}

/** Keeps a watch going until the process stops, whatever becomes of what it listens to. */
export async function keepWatching(
  name: string,
  watch: Watch,
  { runtime, stopping }: Watching,
): Promise<void> {
  let wait: number = pauses.first;
  while (!stopping.aborted) {
    const began = performance.now();
    try {
      await watch(runtime, stopping);
    } catch (error) {
      process.stderr.write(`${name} broke off: ${error instanceof Error ? error.message : String(error)}\n`);
    }
    if (stopping.aborted) return;
    if (performance.now() - began > wellAfter) wait = pauses.first;
    await pause(wait, undefined, { signal: stopping }).catch(() => {});
    wait = Math.min(wait * 2, pauses.longest);
  }
}
