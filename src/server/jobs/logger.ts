import { Logger } from "graphile-worker";

/** Says what went wrong, and nothing of what went well. */
export const jobLogger = new Logger(() => (level, message) => {
  if (level === "error" || level === "warning") process.stderr.write(`jobs: ${message}\n`);
});
