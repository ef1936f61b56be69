import { Command } from "commander";
import { readSettings } from "../settings.ts";
import { startServer } from "../start.ts";
import { loadDemo } from "./demo.ts";
import { runUntilTold } from "./until-told.ts";

export function serveCommand(): Command {
  return new Command("serve")
    .description("start Rapport: database, screens, API and background jobs")
    .option("--port <number>", "listen here instead of on PORT (3000)")
    .option("--demo", "set up a demonstration company first, and print how to sign in")
    .option("--no-jobs", "leave background jobs to `rapport work`")
    .action(serve);
}

async function serve(options: { port?: string; demo?: boolean; jobs: boolean }): Promise<void> {
  const began = performance.now();
  const settings = await readSettings({ ...process.env, ...(options.port && { PORT: options.port }) });
  process.stdout.write("Rapport is starting.\n");
  const running = await startServer(settings, { jobs: options.jobs });
  if (options.demo) await loadDemo(running.product.runtime);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(`Rapport is ready after ${seconds} s: ${settings.baseUrl}\n`);
  await runUntilTold(running);
}
