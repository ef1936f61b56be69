import { Command } from "commander";
import { buildCatalogue, note } from "#records";
import { isLocale, type Locale } from "#kernel/locale";
import { organisationOf } from "#platform";
import { handBack } from "../audit/ownership.ts";
import { roleIn } from "../audit/bringing-up-to-date.ts";
import { writeArchive } from "../backup/archive-file.ts";
import { isUnused } from "../backup/loading.ts";
import { withOwnClient } from "../backup/own-client.ts";
import { modules } from "../modules.ts";
import { type OpenDatabase, openDatabase } from "../open-database.ts";
import type { Manifest } from "../organisation-archive/contents.ts";
import { type OpenArchive, openArchive } from "../organisation-archive/opening.ts";
import { restoreOrganisation } from "../organisation-archive/restoring.ts";
import { takeOrganisation } from "../organisation-archive/taking.ts";
import { readSettings } from "../settings.ts";
import { StartError } from "../start-error.ts";
import { assertRoom } from "../storage.ts";
import { counted } from "./backup.ts";
import { withProduct } from "./with-product.ts";

export function exportOrganisationCommand(): Command {
  return new Command("export-organisation")
    .description(
      "write the whole organisation, as of one moment, into a zip that anybody can read; secrets are not in it",
    )
    .argument("<file>", "file to write")
    .option("--locale <locale>", "language of the description inside: en, es, ru or bg")
    .option("--force", "replace the file where there is one")
    .action(exportOrganisation);
}

export function restoreOrganisationCommand(): Command {
  return new Command("restore-organisation")
    .description("bring an exported organisation into a Rapport in which nothing is: all of it, or nothing")
    .argument("<file>", "what export-organisation or the screen wrote")
    .action(restore);
}

async function exportOrganisation(
  file: string,
  { locale, force = false }: { locale?: string; force?: boolean },
): Promise<void> {
  if (locale !== undefined && !isLocale(locale)) throw new StartError(`${locale} is none of en, es, ru, bg.`);
  await withProduct(async ({ runtime }) => {
    await runtime.runAsSystem((work) => note(work, { kind: "exported", details: { format: "archive" } }));
    const told: Locale = locale ?? (await organisationOf(runtime.database)).locale;
    const taking = { locale: told, onRows: async () => {} };
    await takeOrganisation(runtime, taking, (pieces) => writeArchive(file, asBuffers(pieces), { force }));
  });
  process.stdout.write(`${file}\n`);
}

async function* asBuffers(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece as Uint8Array);
}

async function restore(file: string): Promise<void> {
  const archive = await openArchive(file);
  const { manifest } = archive;
  const settings = await readSettings();
  const opened = await openDatabase(settings, "command");
  const restoring = async (): Promise<void> => {
    if (!settings.databaseUrl) await assertRoom(settings.dataFolder, roomFor(manifest));
    await takeHold(opened);
    await restoreInto(opened.url, settings.dataFolder, archive);
  };
  await restoring().finally(opened.close);
  archive.close();
  // Brought up to date where this version is newer than the archive.
  await withProduct(({ runtime }) =>
    runtime.runAsSystem((work) =>
      note(work, {
        kind: "restored_from_backup",
        details: { takenAt: manifest.takenAt, product: manifest.product },
      }),
    ),
  );
  process.stdout.write(
    `${told(manifest)}\nRestored. Nobody can sign in yet: rapport user invite <address> prints a link for the first; then start Rapport: rapport serve\n`,
  );
}

function restoreInto(url: string, dataFolder: string, archive: OpenArchive): Promise<void> {
  const { declared } = buildCatalogue(
    modules.flatMap((module) => module.objects),
    Object.assign({}, ...modules.map((module) => module.rules ?? {})),
  );
  return restoreOrganisation({ url, dataFolder, declared }, archive);
}

/** History belongs to another role by now where Rapport was started here before; it does again when the product is opened. */
async function takeHold({ url, ownerUrl }: OpenDatabase): Promise<void> {
  if (ownerUrl && (await withOwnClient(url, isUnused))) await handBack(ownerUrl, roleIn(url));
}

/** About what it takes on a disk: the tables with their indexes and what the database writes beside, and the files. */
function roomFor({ parts, files }: Manifest): number {
  return 3 * Object.values(parts).reduce((sum, { bytes }) => sum + bytes, 0) + files.bytes;
}

function told({ organisation, takenAt, product, tables, files }: Manifest): string {
  const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
  return `${organisation}, ${takenAt}, Rapport ${product}: ${counted(rows, "row")} of ${counted(Object.keys(tables).length, "table")}, ${counted(files.count, "file")}.`;
}
