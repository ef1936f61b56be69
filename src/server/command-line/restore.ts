import { Command } from "commander";
import { note } from "#records";
import { roomFor } from "../backup/contents.ts";
import { restoreBackup } from "../backup/restoring.ts";
import type { Walked } from "../backup/walking.ts";
import { openDatabase } from "../open-database.ts";
import { readSettings } from "../settings.ts";
import { assertRoom } from "../storage.ts";
import { passphraseOption, progress } from "./backup.ts";
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
  const looked = file === "-" ? undefined : await lookThrough(archive);
  const settings = await readSettings();
  const opened = await openDatabase(settings, "command");
  const restoring = async (): Promise<Walked> => {
    if (looked && !settings.databaseUrl)
      await assertRoom(settings.dataFolder, roomFor(looked.contents) + looked.manifest.files.bytes);
    return await restoreBackup({ ...settings, url: opened.url }, archive);
  };
  const walked = await restoring().finally(opened.close);
  progress("");
  const { takenAt, product } = walked.manifest;
  // Brought up to date where this version is newer than the backup.
  await withProduct(({ runtime }) =>
    runtime.runAsSystem((work) =>
      note(work, { kind: "restored_from_backup", details: { takenAt, product } }),
    ),
  );
  process.stdout.write(`${toldOf(walked)}\nRestored. Start Rapport: rapport serve\n`);
}
