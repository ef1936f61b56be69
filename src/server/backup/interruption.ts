const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Runs `run`; where the process is told to end meanwhile, it cleans up first. A second signal ends it at once. */
export async function cleanedUp<T>(run: () => Promise<T>, cleanUp: () => Promise<unknown>): Promise<T> {
  let ending = false;
  const end = (signal: NodeJS.Signals): void => {
    ending = true;
    stopHearing();
    const leave = () => process.exit(signals[signal as keyof typeof signals]);
    cleanUp().then(leave, leave);
  };
  const names = Object.keys(signals) as (keyof typeof signals)[];
  const stopHearing = () => names.forEach((name) => process.removeListener(name, end));
  for (const name of names) process.once(name, end);
  try {
    return await run();
  } finally {
    // What cleaning up takes away from `run` is no error of its own to be told of.
    if (ending) await new Promise(() => {});
    stopHearing();
    await cleanUp();
  }
}
