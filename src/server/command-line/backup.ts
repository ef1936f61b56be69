import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { note } from "#records";
import { keepNewest, placeFor, readPassphrase, writeArchive, writeToOutput } from "../backup/archive-file.ts";
import { isEmpty } from "../backup/loading.ts";
import { withOwnClient } from "../backup/own-client.ts";
import { assertRestored } from "../backup/restored-folder.ts";
import { takeBackup, type Taken } from "../backup/taking.ts";
import { readSecret } from "../data-folder.ts";
import { isUpToDate } from "../migrations.ts";
import { openDatabase } from "../open-database.ts";
import { productOn } from "../product.ts";
import { readSettings, type Settings } from "../settings.ts";
import { StartError } from "../start-error.ts";

/** How every command that reads or writes a backup is told its passphrase: never on the command line, which others see. */
export const passphraseOption = [
  "--passphrase-file <file>",
  "file whose first line is the passphrase",
] as const;

interface Options {
  readonly passphraseFile?: string;
  readonly force?: boolean;
  readonly keep?: string;
}

export function backupCommand(): Command {
  return new Command("backup")
    .description("write database, files and secret into one archive, while everybody works on")
    .argument(
      "<file>",
      "file to write, a folder in which it is named by the time, or - for the terminal's output",
    )
    .option(...passphraseOption)
    .option("--force", "replace the file where there is one")
    .option("--keep <number>", "in a folder: remove all but the newest so many")
    .action(backUp);
}

async function backUp(told: string, options: Options): Promise<void> {
  const keep = keepOf(options);
  const passphrase = await readPassphrase(options.passphraseFile);
  if (told === "-" && process.stdout.isTTY)
    throw new StartError(
      "A backup is nothing to look at. Send it into a file or a program: rapport backup - | …",
    );
  const { path, folder } = await placeFor(told, passphrase !== undefined);
  if (keep !== undefined && !folder) throw new StartError("--keep is for a folder.");
  const began = performance.now();
  const taken = await withSource(await readSettings(), passphrase !== undefined, (source) =>
    takeBackup(source, { passphrase, onTable: progress }, async (archive) => {
      if (told === "-") await writeToOutput(archive);
      else await writeArchive(path, archive, { force: options.force ?? false });
    }),
  );
  progress("");
  const removed = folder && keep !== undefined ? await keepNewest(folder, keep) : [];
  process.stderr.write(`${summary(taken, (performance.now() - began) / 1000)}\n`);
  for (const name of removed) process.stderr.write(`Removed ${name}.\n`);
  if (passphrase === undefined) process.stderr.write(`${warning}\n`);
  if (told !== "-") process.stdout.write(`${path}\n`);
}

const warning =
  "This backup is not encrypted: whoever reads it reads everything, with the secret that opens identity documents and keys. " +
  "Keep it where nobody else comes, or give a --passphrase-file.";

interface OpenSource {
  readonly url: string;
  readonly dataFolder: string;
  readonly secret: Buffer;
}

/** The database as it is: a backup made before a new version is started must not migrate. Noted in the log where it can be. */
async function withSource<T>(
  settings: Settings,
  encrypted: boolean,
  run: (source: OpenSource) => Promise<T>,
): Promise<T> {
  // A folder told wrong would be made, and its empty database backed up night for night.
  const nothing = new StartError(
    `There is nothing to back up in ${settings.databaseUrl ? "the database" : settings.dataFolder}.`,
  );
  if (!settings.databaseUrl && !existsSync(join(settings.dataFolder, "postgres"))) throw nothing;
  const opened = await openDatabase(settings, "command");
  let close = opened.close;
  try {
    await assertRestored(settings.dataFolder, opened.url);
    if (await withOwnClient(opened.url, isEmpty)) throw nothing;
    if (await isUpToDate(opened.url)) {
      const product = await productOn(settings, opened);
      close = product.close;
      const { runtime } = product;
      await runtime.runAsSystem((work) => note(work, { kind: "backed_up", details: { encrypted } }));
    }
    const secret = settings.secret ?? (await readSecret(settings.dataFolder));
    return await run({ url: opened.url, dataFolder: settings.dataFolder, secret });
  } finally {
    await close();
  }
}

function keepOf({ keep }: Options): number | undefined {
  if (keep === undefined) return undefined;
  if (/^[1-9]\d{0,4}$/.test(keep)) return Number(keep);
  throw new StartError(`${keep} is no number of backups to keep.`);
}

/** What is at work now, on a line that is written over; nothing where nobody looks. */
export function progress(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${what}`);
}

function summary({ tables, rows, files, bytes, missing }: Taken, seconds: number): string {
  const lost = missing > 0 ? ` Removed meanwhile: ${counted(missing, "file")}.` : "";
  return `${counted(rows, "row")} of ${counted(tables, "table")} and ${counted(files, "file")}, ${megabytes(bytes)} MB before compression, in ${seconds.toFixed(1)} s.${lost}`;
}

/** `1 file`, `2,000 files` */
export function counted(value: number, one: string): string {
  return `${value.toLocaleString("en")} ${one}${value === 1 ? "" : "s"}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
