import type { Running } from "../start.ts";

const longestStop = 20_000;

/** Runs until SIGINT or SIGTERM, then stops cleanly; a second signal ends at once. */
export async function runUntilTold(running: Running): Promise<void> {
  await new Promise<void>((resolve) => {
    const hear = () => resolve();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, hear);
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  process.stdout.write("Stopping.\n");
  // What does not end by then would keep a supervisor waiting; the database recovers by itself at the next start.
  setTimeout(() => process.exit(1), longestStop).unref();
  await running.stop();
  process.exit(0);
}
