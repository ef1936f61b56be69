import { resumeImport } from "#exchange";
import { buildCatalogue } from "#records";
import { connectDatabase } from "../src/server/database.ts";
import { modules } from "../src/server/modules.ts";
import { createRuntime } from "../src/server/runtime.ts";

// A process of its own that runs one import, so that a test can kill it; says how far it is: `node importing-process.ts URL FOLDER ID`.
const [url = "", dataFolder = "", id = ""] = process.argv.slice(2);
const { database, close } = connectDatabase(url, 3);
const catalogue = buildCatalogue(
  modules.flatMap((module) => module.objects),
  Object.assign({}, ...modules.map((module) => module.rules ?? {})),
);
const settings = { port: 0, host: "", dataFolder, baseUrl: "", mailFrom: "", secret: Buffer.alloc(32, 7) };
const runtime = createRuntime({ database, catalogue, settings });
const actor = await runtime.runAsSystem(async (work) => work.actor);
await resumeImport(runtime, actor, id, {
  onProgress: (processed) => void process.stdout.write(`${processed}\n`),
});
await close();
