import { createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { finished } from "node:stream/promises";
import { exportToStream } from "#exchange";
import { exportFormats, formatsOf } from "#exchange/contract";
import { countOf } from "#records";
import { openProduct } from "../src/server/product.ts";
import { system } from "../src/server/runtime.ts";
import { readSettings } from "../src/server/settings.ts";

// Exports every record of an object in each format: `RAPPORT_DATA=folder node bench/exporting.ts people`.
const [plural = "people", ...only] = process.argv.slice(2);
const product = await openProduct(await readSettings(), "command");
try {
  const { runtime } = product;
  const object = runtime.catalogue.byPlural(plural) ?? runtime.catalogue.object(plural);
  const { value } = await runtime.read(system, "api", (work) => countOf(work, object, {}));
  console.info(`${plural}: about ${value}`);
  for (const format of exportFormats.filter((one) => formatsOf(object.name).includes(one))) {
    if (only.length === 0 || only.includes(format)) await measure(format);
  }

  async function measure(format: (typeof exportFormats)[number]): Promise<void> {
    const path = join(runtime.settings.dataFolder, `measured.${format}`);
    const rest = process.memoryUsage.rss();
    let peak = rest;
    const look = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
    const [began, processor] = [performance.now(), process.cpuUsage()];
    const out = createWriteStream(path);
    await exportToStream(runtime, system, { object: object.name, format }, out);
    await finished(out.end());
    clearInterval(look);
    const { user, system: kernel } = process.cpuUsage(processor);
    const { size } = await stat(path);
    await rm(path);
    console.info(
      `${format}: ${((performance.now() - began) / 1000).toFixed(1)} s, ${((user + kernel) / 1e6).toFixed(1)} s of the processor, ` +
        `${megabytes(size)} MB, ${megabytes(peak - rest)} MB above the ${megabytes(rest)} before`,
    );
  }
} finally {
  await product.close();
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}
