/** Milliseconds that the processor spent on `run` alone: on a busy machine what happens takes longer, but no more work. */
export function workOf(run: () => void): number {
  const before = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
