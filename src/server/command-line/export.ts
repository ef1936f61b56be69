import { createWriteStream } from "node:fs";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { Command, Option } from "commander";
import { exportToStream } from "#exchange";
import { list, note, type Runtime } from "#records";
import { system } from "../runtime.ts";
import { withProduct } from "./with-product.ts";

interface Options {
  readonly object: string;
  readonly format: "csv" | "jsonl";
  readonly filter?: string;
  readonly fields?: string;
  readonly out?: string;
}

export function exportCommand(): Command {
  return new Command("export")
    .description("export records, to the terminal unless a file is told")
    .requiredOption("--object <name>", "people, companies, deals…")
    .addOption(
      new Option("--format <format>", "csv, or one JSON object a line")
        .choices(["csv", "jsonl"])
        .default("csv"),
    )
    .option("--filter <json>", "a filter as the API takes it")
    .option("--fields <names>", "fields by comma; all unless told")
    .option("--out <file>", "write to this file")
    .action(exportRecords);
}

async function exportRecords(options: Options): Promise<void> {
  const out = options.out ? createWriteStream(options.out) : process.stdout;
  await withProduct(async ({ runtime }) => {
    const { object, ...details } = options;
    const { name } = runtime.catalogue.byPlural(object) ?? runtime.catalogue.object(object);
    await runtime.runAsSystem((work) => note(work, { kind: "exported", object: name, details }));
    await (options.format === "csv"
      ? exportToStream(runtime, system, options, out)
      : exportLines(runtime, options, out));
  });
  if (out === process.stdout) return;
  out.end();
  await finished(out);
}

async function exportLines(
  runtime: Runtime,
  { object, filter, fields }: Options,
  out: Writable,
): Promise<void> {
  const { name } = runtime.catalogue.byPlural(object) ?? runtime.catalogue.object(object);
  let cursor: string | undefined;
  do {
    const page = await runtime.read(system, "api", (work) =>
      list(work, name, { filter, fields, cursor, limit: 200 }),
    );
    const lines = page.data.map((record) => `${JSON.stringify(record)}\n`).join("");
    if (!out.write(lines)) await new Promise((resolve) => out.once("drain", resolve));
    cursor = page.next ?? undefined;
  } while (cursor);
}
