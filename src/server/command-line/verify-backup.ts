import { Command } from "commander";
import { readArchive, readPassphrase } from "../backup/archive-file.ts";
import { type Archive, onlyLooking, type Walked, walkArchive } from "../backup/walking.ts";
import { counted, passphraseOption, progress } from "./backup.ts";

export function verifyBackupCommand(): Command {
  return new Command("verify-backup")
    .description("read a backup from end to end and check every checksum in it; no database is needed")
    .argument("<file>", "a backup, or - for the terminal's input")
    .option(...passphraseOption)
    .action(verify);
}

async function verify(file: string, options: { passphraseFile?: string }): Promise<void> {
  const walked = await lookThrough(await archiveAt(file, options.passphraseFile));
  process.stdout.write(`${toldOf(walked)}\nThe backup is whole.\n`);
}

/** The archive in a file, or what comes in where `-` is told. */
export async function archiveAt(file: string, passphraseFile: string | undefined): Promise<Archive> {
  const passphrase = await readPassphrase(passphraseFile);
  return { passphrase, read: () => (file === "-" ? process.stdin : readArchive(file)), onTable: progress };
}

/** Reads an archive from end to end. */
export async function lookThrough(archive: Archive): Promise<Walked> {
  return await walkArchive(archive, onlyLooking).finally(() => progress(""));
}

/** Of whom and when it is, and what it holds. */
export function toldOf({ manifest, contents }: Walked): string {
  const rows = Object.values(contents.tables).reduce((sum, table) => sum + table.rows, 0);
  const [tables, files] = [Object.keys(contents.tables).length, Object.keys(contents.files).length];
  return (
    `${manifest.organisation ?? "An organisation that was not set up"}, ${manifest.takenAt}, Rapport ${manifest.product}, PostgreSQL ${manifest.postgresql}: ` +
    `${counted(rows, "row")} of ${counted(tables, "table")}, ${counted(files, "file")}.`
  );
}
