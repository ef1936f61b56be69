import type { Running } from "../start.ts";

/** Runs until SIGINT or SIGTERM, then stops cleanly; a second signal ends at once. */
export async function runUntilTold(running: Running): Promise<void> {
  await new Promise<void>((resolve) => {
    const hear = () => resolve();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, hear);
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  process.stdout.write("Stopping.\n");
  await running.stop();
  process.exit(0);
}
