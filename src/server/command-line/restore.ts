import { Command } from "commander";
import { note } from "#records";
import { restoreBackup } from "../backup/restoring.ts";
import { openDatabase } from "../open-database.ts";
import { readSettings } from "../settings.ts";
import { passphraseOption } from "./backup.ts";
import { archiveAt, lookThrough, toldOf } from "./verify-backup.ts";
import { withProduct } from "./with-product.ts";

export function restoreCommand(): Command {
  return new Command("restore")
    .description("bring a backup into an empty database and data folder: all of it, or nothing")
    .argument("<file>", "a backup, or - for the terminal's input")
    .option(...passphraseOption)
    .action(restore);
}

async function restore(file: string, options: { passphraseFile?: string }): Promise<void> {
  const archive = await archiveAt(file, options.passphraseFile);
  // Before anything is made: what is broken is told as such. What comes in can be read once only.
  if (file !== "-") await lookThrough(archive);
  const settings = await readSettings();
  const opened = await openDatabase(settings, "command");
  const walked = await restoreBackup({ ...settings, url: opened.url }, archive).finally(opened.close);
  const { takenAt, product } = walked.manifest;
  // Brought up to date where this version is newer than the backup.
  await withProduct(({ runtime }) =>
    runtime.runAsSystem((work) =>
      note(work, { kind: "restored_from_backup", details: { takenAt, product } }),
    ),
  );
  process.stdout.write(`${toldOf(walked)}\nRestored. Start Rapport: rapport serve\n`);
}
