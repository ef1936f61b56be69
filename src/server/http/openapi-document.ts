import { readFile, writeFile } from "node:fs/promises";
import { buildCatalogue, recordsModule } from "#records";
import project from "../../../package.json" with { type: "json" };
import { listenAction } from "../live/live-updates.ts";
import { modules } from "../modules.ts";
import { failureHandlers } from "../outbox/failure-list.ts";
import { healthAction } from "./health.ts";
import { openApiDocument } from "./openapi.ts";
import { openApiAction } from "./organisation-document.ts";

/** Where the contract of the API is kept, so that a change of it is seen in review. */
export const documentPath = new URL("../../../docs/api/openapi.json", import.meta.url);

/** The document as it is kept: of the standard objects and of every action. */
export function currentDocument(): string {
  const catalogue = buildCatalogue(modules.flatMap((module) => module.objects));
  const ofModules = [...modules, recordsModule(catalogue)].flatMap((module) => module.handlers);
  const others = [listenAction, healthAction, openApiAction].map((action) => ({ action, raw: true }));
  const described = [...ofModules, ...failureHandlers, ...others];
  return `${JSON.stringify(openApiDocument(described, project.version), null, 1)}\n`;
}

/** `node src/server/http/openapi-document.ts` writes it; with `--check` it only says whether it still holds. */
async function main(check: boolean): Promise<void> {
  const current = currentDocument();
  const kept = await readFile(documentPath, "utf8").catch(() => "");
  if (kept === current) return;
  if (!check) return writeFile(documentPath, current);
  process.stderr.write(
    "docs/api/openapi.json is not what the actions say. Run: node src/server/http/openapi-document.ts\n",
  );
  process.exitCode = 1;
}

if (import.meta.main) await main(process.argv.includes("--check"));
