import { performance } from "node:perf_hooks";
import { sql } from "kysely";
import { modules } from "../src/server/modules.ts";
import { openProduct } from "../src/server/product.ts";
import { readSettings } from "../src/server/settings.ts";

// Looks for duplicates among all people and companies, from the beginning: `RAPPORT_DATA=folder node bench/finding-duplicates.ts`.
const search = modules.find(({ name }) => name === "customers")?.jobs?.["customers.search_duplicates"];
const product = await openProduct(await readSettings(), "command");
try {
  const { database } = product.runtime;
  await sql`delete from duplicate_pairs where decision is null`.execute(database);
  await sql`update duplicate_search set come_to = null, finished_at = null`.execute(database);
  const [began, processor] = [performance.now(), process.cpuUsage()];
  await search?.(product.runtime, {});
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(processor);
  const { rows } = await sql<{ parties: number; pairs: number }>`select
    (select count(*)::int from parties) as parties, (select count(*)::int from duplicate_pairs) as pairs`.execute(
    database,
  );
  console.info(
    `${rows[0]?.parties} parties in ${seconds.toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of the processor: ${rows[0]?.pairs} pairs`,
  );
} finally {
  await product.close();
}
