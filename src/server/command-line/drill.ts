import { Command } from "commander";
import type { Difference } from "../backup/comparing.ts";
import { type Drilled, drillBackup } from "../backup/drilling.ts";
import { roomFor } from "../backup/contents.ts";
import { openDatabase } from "../open-database.ts";
import { readSettings } from "../settings.ts";
import { assertRoom } from "../storage.ts";
import { passphraseOption, progress } from "./backup.ts";
import { archiveAt, lookThrough, toldOf } from "./verify-backup.ts";

export function drillCommand(): Command {
  return new Command("drill")
    .description("restore a backup into a database made for it, compare every table, and drop it again")
    .argument("<file>", "a backup")
    .option(...passphraseOption)
    .option(
      "--owner-url <url>",
      "address of the server as a role that may make databases, where the application's may not",
    )
    .action(drill);
}

async function drill(file: string, options: { passphraseFile?: string; ownerUrl?: string }): Promise<void> {
  const archive = await archiveAt(file, options.passphraseFile);
  const began = performance.now();
  // Before anything is made: what is broken is told as such.
  const { contents } = await lookThrough(archive);
  const settings = await readSettings();
  const opened = await openDatabase(settings, "command");
  try {
    if (!settings.databaseUrl) await assertRoom(settings.dataFolder, roomFor(contents));
    const makerUrl = options.ownerUrl ?? opened.ownerUrl ?? opened.url;
    const drilled = await drillBackup(archive, { url: opened.url, makerUrl }).finally(() => progress(""));
    process.stdout.write(`${sentences(drilled, (performance.now() - began) / 1000).join("\n")}\n`);
    if (!drilled.ok) process.exitCode = 1;
  } finally {
    await opened.close();
  }
}

function sentences({ walked, differences, seals, ok }: Drilled, seconds: number): readonly string[] {
  return [
    toldOf(walked),
    ...differences.map(sentenceOf),
    seals.ok
      ? `The log is whole: ${seals.blocks} blocks with ${seals.entries.toLocaleString("en")} entries bear the seal of this installation.`
      : `The log is not whole: ${seals.faults.length} faults. \`rapport audit verify\` names them.`,
    ok
      ? `The backup can be restored: structure, rows, checksums and sequences are as it says. ${seconds.toFixed(1)} s.`
      : "The backup does not come back as it was. Take another, and keep this one.",
  ];
}

function sentenceOf({ what, name }: Difference): string {
  switch (what) {
    case "structure":
      return `The structure differs: ${name}`;
    case "rows":
      return `Another number of rows: ${name}`;
    case "content":
      return `Other content: ${name}`;
    case "sequence":
      return `A sequence stands elsewhere: ${name}`;
  }
}
