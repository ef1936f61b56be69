import { buildCatalogue } from "#records";
import { connectDatabase } from "../src/server/database.ts";
import { modules } from "../src/server/modules.ts";
import { createRuntime, system } from "../src/server/runtime.ts";

// A process of its own that does one run of a schedule, so that a test can kill it; says when it begins: `node scheduling-process.ts URL FOLDER PLACES RUN`.
const [url = "", dataFolder = "", placesFolder = "", run = ""] = process.argv.slice(2);
const { database, close } = connectDatabase(url, 3);
const catalogue = buildCatalogue(
  modules.flatMap((module) => module.objects),
  Object.assign({}, ...modules.map((module) => module.rules ?? {})),
);
const secret = Buffer.alloc(32, 7);
const settings = { port: 0, host: "", dataFolder, placesFolder, baseUrl: "", mailFrom: "", secret };
const runtime = createRuntime({
  database,
  catalogue,
  settings,
  databaseUrl: url,
  // Whoever made the schedule may do everything.
  resolveActor: async (_database, userId) => ({ ...system, userId }),
});
process.stdout.write("begins\n");
await modules.find(({ name }) => name === "exchange")?.jobs?.["exchange.run_schedule"]?.(runtime, { run });
await close();
