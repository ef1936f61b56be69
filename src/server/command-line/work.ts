import { Command } from "commander";
import { readSettings } from "../settings.ts";
import { startWorker } from "../start.ts";
import { runUntilTold } from "./until-told.ts";

export function workCommand(): Command {
  return new Command("work")
    .description("work off background jobs, beside a server on the same database")
    .action(work);
}

async function work(): Promise<void> {
  const running = await startWorker(await readSettings());
  process.stdout.write("Rapport works off jobs.\n");
  await runUntilTold(running);
}
