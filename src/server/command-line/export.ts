import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { Command, Option } from "commander";
import { exportToStream } from "#exchange";
import { type ExportFormat, exportDelimiters, exportFormats } from "#exchange/contract";
import { note } from "#records";
import { system } from "../runtime.ts";
import { withProduct } from "./with-product.ts";

interface Options {
  readonly object: string;
  readonly format: ExportFormat;
  readonly filter?: string;
  readonly fields?: string;
  readonly sort?: string;
  readonly search?: string;
  readonly delimiter?: "," | ";" | "\t";
  readonly bom: boolean;
  readonly out?: string;
}

export function exportCommand(): Command {
  return new Command("export")
    .description("export records, to the terminal unless a file is told")
    .requiredOption("--object <name>", "people, companies, deals…")
    .addOption(
      new Option(
        "--format <format>",
        "what is written; vcard of people and companies, icalendar of tasks and interactions",
      )
        .choices(exportFormats)
        .default("csv"),
    )
    .option("--filter <filter>", "which records, as the API takes it: text or JSON")
    .option("--fields <names>", "fields by comma; all unless told")
    .option("--sort <fields>", "fields by comma, - before one to turn it round")
    .option("--search <words>", "words to look for")
    .addOption(
      new Option("--delimiter <sign>", "of CSV: what stands between the cells")
        .choices(exportDelimiters)
        .default(","),
    )
    .option("--no-bom", "of CSV: without the mark by which Excel knows that it is UTF-8")
    .option("--out <file>", "write to this file")
    .action(exportRecords);
}

async function exportRecords(options: Options): Promise<void> {
  const out = options.out ? createWriteStream(options.out, { mode: 0o600 }) : process.stdout;
  await withProduct(async ({ runtime }) => {
    const { object, ...details } = options;
    const { name } = runtime.catalogue.byPlural(object) ?? runtime.catalogue.object(object);
    await runtime.runAsSystem((work) => note(work, { kind: "exported", object: name, details }));
    await exportToStream(runtime, system, options, out);
  });
  if (out === process.stdout) return;
  out.end();
  await finished(out);
}
