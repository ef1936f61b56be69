import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildCatalogue } from "#records";
import { adapterOf } from "../src/modules/channels/adapters.ts";
import { keepArrivals } from "../src/modules/channels/taking-in/receipts.ts";
import { settleReceipt, settleWaiting } from "../src/modules/channels/taking-in/settling.ts";
import { connectDatabase } from "../src/server/database.ts";
import { modules } from "../src/server/modules.ts";
import { createRuntime } from "../src/server/runtime.ts";

// A process of its own that takes in every mail of a folder and kills itself before a certain statement, so that there is no step
// that a test cannot fall into: `node mail-taking-process.ts URL FOLDER ACCOUNT MAILS [STATEMENT]`.
const [url = "", dataFolder = "", account = "", mails = "", last = "0"] = process.argv.slice(2);
const { database, pool, close } = connectDatabase(url, 3);
killBefore(Number(last));
const catalogue = buildCatalogue(
  modules.flatMap((module) => module.objects),
  Object.assign({}, ...modules.map((module) => module.rules ?? {})),
);
const settings = { port: 0, host: "", dataFolder, baseUrl: "", mailFrom: "", secret: Buffer.alloc(32, 7) };
const runtime = createRuntime({ database, catalogue, settings });

const files = readdirSync(mails, { recursive: true, withFileTypes: true })
  .filter((one) => one.isFile() && one.name.endsWith(".eml"))
  .map(({ parentPath, name }) => join(parentPath, name))
  .sort();
for (const [place, file] of files.entries()) {
  const ids = await keepArrivals(database, account, [{ sourceId: `1/${place}`, raw: readFileSync(file) }]);
  for (const id of ids) await settleReceipt(runtime, adapterOf, id);
}
while ((await settleWaiting(runtime, adapterOf)) > 0);
await close();

function killBefore(statement: number): void {
  if (statement === 0) return;
  let count = 0;
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as (...words: unknown[]) => unknown;
    Object.assign(client, {
      query: (...words: unknown[]) => {
        if (++count === statement) process.kill(process.pid, "SIGKILL");
        return query(...words);
      },
    });
  });
}
