import { existsSync } from "node:fs";
import { access, constants, readFile, stat } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { Command } from "commander";
import { type ImportResult, type PartResult, runImportFromFile } from "#exchange";
import { isImportable, mapping as mappingSchema } from "#exchange/contract";
import { AppError } from "#kernel/error";
import type { Catalogue } from "#records";
import { system } from "../runtime.ts";
import { StartError } from "../start-error.ts";
import { withOrganisation } from "./set-up.ts";

interface Options {
  readonly object?: string;
  readonly mapping?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

export function importCommand(): Command {
  return new Command("import")
    .description(
      "import a file: a table, an address book, a calendar, mails or an archive of these; matched as the screen would suggest",
    )
    .argument("<file>", "the file")
    .option(
      "--object <name>",
      "what the rows are: people, companies, deals, products, users…; guessed unless told",
    )
    .option("--mapping <file>", "columns and values as a JSON file says, instead of as suggested")
    .option("--yes", "import without asking")
    .option("--json", "print the result as one line of JSON")
    .action(importFile);
}

async function importFile(file: string, options: Options): Promise<void> {
  await assertReadable(file);
  const mapping = options.mapping && mappingSchema.parse(JSON.parse(await readFile(options.mapping, "utf8")));
  if (!options.yes) await ask(`Import ${file}${options.object ? ` as ${options.object}` : ""}?`);
  const result = await withOrganisation(({ runtime }) => {
    if (options.object) assertObject(runtime.catalogue, options.object);
    return runImportFromFile(runtime, {
      file,
      actor: system,
      ...(options.object && { object: options.object }),
      ...(mapping && { mapping }),
      ...(process.stderr.isTTY && { onProgress: showProgress }),
    });
  }).catch((error) => {
    throw isUnderway(error)
      ? new StartError(`${file} is being imported by another process at the moment.`, { cause: error })
      : error;
  });
  process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : sentencesFor(result));
  if ([result, ...result.others].some(({ failed }) => failed > 0)) process.exitCode = 2;
}

async function assertReadable(file: string): Promise<void> {
  if (!existsSync(file)) throw new StartError(`${file} is not there.`);
  if (!(await stat(file)).isFile()) throw new StartError(`${file} is not a file.`);
  await access(file, constants.R_OK).catch((cause) => {
    throw new StartError(`${file} may not be read by this user.`, { cause });
  });
}

function assertObject(catalogue: Catalogue, name: string): void {
  const importable = [...catalogue.objects.values()].filter(isImportable);
  if (importable.some((object) => object.name === name || object.plural === name)) return;
  const names = importable.map(({ plural }) => plural).join(", ");
  throw new StartError(`Nothing that can be imported is called ${name}. There are ${names}.`);
}

const isUnderway = (error: unknown): boolean => error instanceof AppError && error.code === "already_done";

async function ask(question: string): Promise<void> {
  if (!process.stdin.isTTY)
    throw new StartError("Nobody is there to be asked: add --yes to import without asking.");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} (y/N) `);
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new StartError("Nothing was imported.");
}

function showProgress({ processed, rows }: { readonly processed: number; readonly rows: number }): void {
  process.stderr.write(`\r${processed} of ${rows}${processed === rows ? "\n" : ""}`);
}

function sentencesFor(result: ImportResult): string {
  const several = result.others.length > 0;
  const parts = [result, ...result.others].map(
    (part) => (several ? `${part.name}\n` : "") + sentencesOf(part),
  );
  return [...parts, ...result.leftOut.map((name) => `not imported: ${name}\n`)].join("");
}

function sentencesOf(part: PartResult): string {
  const { rows, object, created, updated, unchanged, failed, seconds, errors } = part;
  const lines = errors.map((error) => `  row ${error.row}: ${error.text}`);
  const counts = `${created} created, ${updated} updated, ${unchanged} unchanged, ${failed} failed`;
  return [`${rows} rows of ${object} in ${seconds.toFixed(1)} s: ${counts}`, ...lines, ""].join("\n");
}
