/**
 * Measures Rapport over HTTP, with a member's key, beside a bare server that runs the same SQL on the same database, in
 * alternation. `bench/README.md` tells how; the figures stand in `docs/performance.md`.
 *
 *     npm run bench -- --scale 0.1 --json figures.json
 *     npm run bench -- --selling
 */
import { makeReady } from "./making/making.ts";
import { readOptions } from "./options.ts";
import { openPair } from "./pair.ts";
import { race } from "./race.ts";
import { printHead, printResult, type Result, writeJson } from "./report.ts";
import { measureSelling } from "./selling.ts";
import { tasks } from "./tasks.ts";

const options = readOptions(process.argv.slice(2));
await (options.selling ? measureSelling(options) : raceAll());

async function raceAll(): Promise<void> {
  await makeReady(options.data, options, options);
  const pair = await openPair(options.data);
  try {
    const results: Result[] = [];
    printHead(options);
    for (const task of tasks.filter(({ name }) => options.tasks.includes(name))) {
      const result = await race(task, pair, options);
      printResult(result);
      results.push(result);
    }
    if (options.json) await writeJson(options.json, results, options);
  } finally {
    await pair.close();
  }
}
