import { performance } from "node:perf_hooks";
import { sql } from "kysely";
import { merge } from "../src/records/merging/merging.ts";
import { system } from "../src/server/runtime.ts";
import { openProduct } from "../src/server/product.ts";
import { readSettings } from "../src/server/settings.ts";

// Merges two hundred pairs that `finding-duplicates.ts` found, one after the other: `RAPPORT_DATA=folder node bench/merging.ts`.
const product = await openProduct(await readSettings(), "command");
try {
  const { runtime } = product;
  const { rows } = await sql<{ survivor: string; other: string }>`
    select d.left_id as survivor, d.right_id as other from duplicate_pairs d
    join parties l on l.id = d.left_id join parties r on r.id = d.right_id
    where d.kind = 'person' and l.archived_at is null and r.archived_at is null limit 200`.execute(
    runtime.database,
  );
  const times: number[] = [];
  for (const { survivor, other } of rows) {
    const began = performance.now();
    const body = { object: "person", survivor, others: [other], values: {} };
    await runtime.run(system, "api", (work) => merge(work, body));
    times.push(performance.now() - began);
  }
  times.sort((one, another) => one - another);
  const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1);
  console.info(
    `${times.length} merges of two: median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`,
  );
} finally {
  await product.close();
}
