import { Command } from "commander";
import { migrate } from "../migrations.ts";
import { openDatabase } from "../open-database.ts";
import { readSettings } from "../settings.ts";

export function migrateCommand(): Command {
  return new Command("migrate")
    .description("bring the database up to date; serve does so by itself")
    .action(migrateDatabase);
}

async function migrateDatabase(): Promise<void> {
  const opened = await openDatabase(await readSettings(), "command");
  try {
    const applied = await migrate(opened.url);
    for (const name of applied) process.stdout.write(`${name}\n`);
    process.stdout.write(
      applied.length > 0 ? `${applied.length} applied.\n` : "The database is up to date.\n",
    );
  } finally {
    await opened.close();
  }
}
