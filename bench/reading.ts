import { performance } from "node:perf_hooks";
import { detectLayout } from "../src/modules/exchange/reading/layout.ts";
import { readRows } from "../src/modules/exchange/reading/rows.ts";
import { surveyFile } from "../src/modules/exchange/reading/survey.ts";

// What reading a file of delimited text takes, and surveying it, in microseconds a row: `node bench/reading.ts people.csv`. The second
// round tells, when V8 has translated what runs often.
const [path = ""] = process.argv.slice(2);
const layout = await detectLayout(path);
for (let round = 1; round <= 2; round++) {
  await measured("reading", async () => {
    let count = 0;
    for await (const rows of readRows(path, layout)) count += rows.length;
    return count;
  });
  await measured("survey", async () => (await surveyFile(path, layout)).rows);
}

async function measured(what: string, act: () => Promise<number>): Promise<void> {
  const [began, before] = [performance.now(), process.cpuUsage()];
  const rows = await act();
  const { user, system } = process.cpuUsage(before);
  const clock = ((performance.now() - began) * 1000) / rows;
  const processor = (user + system) / rows;
  console.info(
    `${what}: ${processor.toFixed(2)} µs of the processor a row, ${clock.toFixed(2)} by the clock, ${rows} rows`,
  );
}
