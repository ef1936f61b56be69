import { Command } from "commander";
import { apiKeyCommand } from "./api-key.ts";
import { auditCommand } from "./audit.ts";
import { backupCommand } from "./backup.ts";
import { demoCommand } from "./demo.ts";
import { drillCommand } from "./drill.ts";
import { exportCommand } from "./export.ts";
import { importCommand } from "./import.ts";
import { migrateCommand } from "./migrate.ts";
import { exportOrganisationCommand, restoreOrganisationCommand } from "./organisation-archive.ts";
import { restoreCommand } from "./restore.ts";
import { sentenceFor } from "./sentence.ts";
import { serveCommand } from "./serve.ts";
import { userCommand } from "./user.ts";
import { verifyBackupCommand } from "./verify-backup.ts";
import { workCommand } from "./work.ts";

/** `rapport …`: each command parses its words, calls one capability and prints what came of it. */
export async function runCommandLine(words: readonly string[]): Promise<void> {
  const program = new Command("rapport")
    .description("Rapport, a CRM. Settings come from the environment or from the file rapport.env.")
    .showHelpAfterError("(rapport COMMAND --help tells more)")
    .addCommand(serveCommand(), { isDefault: true });
  const others = [
    workCommand,
    migrateCommand,
    importCommand,
    exportCommand,
    userCommand,
    apiKeyCommand,
    auditCommand,
    backupCommand,
    verifyBackupCommand,
    drillCommand,
    restoreCommand,
    exportOrganisationCommand,
    restoreOrganisationCommand,
    demoCommand,
  ];
  for (const command of others) program.addCommand(command());
  // A reader that has seen enough, such as head, closes the pipe.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  try {
    await program.parseAsync(words);
  } catch (error) {
    process.stderr.write(`${sentenceFor(error)}\n`);
    process.exitCode = 1;
  }
}
