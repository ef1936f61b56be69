import { Command } from "commander";
import { bringUpToDate } from "../audit/bringing-up-to-date.ts";
import { assertRestored } from "../backup/restored-folder.ts";
import { openDatabase } from "../open-database.ts";
import { readSettings } from "../settings.ts";

/** How a command that needs more than the application's role is let in. */
export const ownerUrlText =
  "address of the database as a superuser, or as a role that may create roles and databases and is a member of the application's";

export function migrateCommand(): Command {
  return new Command("migrate")
    .description("bring the database up to date; serve does so by itself")
    .option("--owner-url <url>", ownerUrlText)
    .action(migrateDatabase);
}

async function migrateDatabase({ ownerUrl }: { ownerUrl?: string }): Promise<void> {
  const settings = await readSettings();
  const opened = await openDatabase(settings, "command");
  try {
    await assertRestored(settings.dataFolder, opened.url);
    const applied = await bringUpToDate(ownerUrl ? { ...opened, ownerUrl } : opened);
    for (const name of applied) process.stdout.write(`${name}\n`);
    process.stdout.write(
      applied.length > 0 ? `${applied.length} applied.\n` : "The database is up to date.\n",
    );
  } finally {
    await opened.close();
  }
}
