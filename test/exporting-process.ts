import { buildCatalogue } from "#records";
import { connectDatabase } from "../src/server/database.ts";
import { modules } from "../src/server/modules.ts";
import { createRuntime, system } from "../src/server/runtime.ts";

// A process of its own that writes one export, so that a test can kill it; says when it begins: `node exporting-process.ts URL FOLDER ID`.
const [url = "", dataFolder = "", id = ""] = process.argv.slice(2);
const { database, close } = connectDatabase(url, 3);
const catalogue = buildCatalogue(
  modules.flatMap((module) => module.objects),
  Object.assign({}, ...modules.map((module) => module.rules ?? {})),
);
const settings = { port: 0, host: "", dataFolder, baseUrl: "", mailFrom: "", secret: Buffer.alloc(32, 7) };
const runtime = createRuntime({
  database,
  catalogue,
  settings,
  databaseUrl: url,
  // Whoever asked may do everything.
  resolveActor: async (_database, userId) => ({ ...system, userId }),
});
process.stdout.write("begins\n");
await modules.find(({ name }) => name === "exchange")?.jobs?.["exchange.export"]?.(runtime, { export: id });
await close();
