import { createWriteStream, existsSync } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { runImportFromFile } from "#exchange";
import { setUpWhereNone } from "../src/server/command-line/set-up.ts";
import { openProduct } from "../src/server/product.ts";
import { system } from "../src/server/runtime.ts";
import { readSettings } from "../src/server/settings.ts";
import { databaseProcessorSeconds } from "./processes.ts";

// Imports people with companies: `RAPPORT_DATA=folder node bench/importing.ts 1000000`. A second time it finds them all there.
const people = Number(process.argv[2] ?? 1_000_000);
const settings = await readSettings();
await mkdir(settings.dataFolder, { recursive: true });
const file = join(settings.dataFolder, `people-${people}.csv`);
if (!existsSync(file)) await pipeline(Readable.from(lines()), createWriteStream(file));

const product = await openProduct(settings, "command");
try {
  const { runtime } = product;
  const organisation = {
    name: "Bench",
    locale: "en",
    country: "BG",
    currency: "EUR",
    timeZone: "Europe/Sofia",
  } as const;
  const owner = { name: "Owner", email: "owner@rapport.example" };
  await setUpWhereNone(runtime, () => ({ organisation, owner }), process.stderr);
  const rest = process.memoryUsage.rss();
  let peak = rest;
  const look = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
  const [began, processor] = [performance.now(), process.cpuUsage()];
  const databaseBefore = databaseProcessorSeconds(settings.dataFolder);
  let told = began;
  const result = await runImportFromFile(runtime, {
    file,
    object: "people",
    actor: system,
    onProgress: ({ processed }) => {
      if (performance.now() - told < 5000) return;
      told = performance.now();
      console.info(`${processed} after ${((told - began) / 1000).toFixed(0)} s`);
    },
  });
  clearInterval(look);
  const database = databaseProcessorSeconds(settings.dataFolder) - databaseBefore;
  const { user, system: kernel } = process.cpuUsage(processor);
  const seconds = (performance.now() - began) / 1000;
  console.info(
    `${megabytes((await stat(file)).size)} MB, ${people} rows in ${seconds.toFixed(1)} s (${Math.round(people / seconds)} a second, the import itself ` +
      `${result.seconds.toFixed(1)} s), ${((user + kernel) / 1e6).toFixed(1)} s of the processor and ${database.toFixed(1)} s of PostgreSQL, ${megabytes(peak - rest)} MB above the ${megabytes(rest)} before`,
  );
  const { created, updated, unchanged, failed, errors } = result;
  console.info({ created, updated, unchanged, failed }, errors.slice(0, 3));
} finally {
  await product.close();
}

/** Ten people a company, about 120 bytes a row; the same for the same number. */
function* lines(): Generator<string> {
  const given = ["Maria", "Ivan", "Elena", "Georgi", "Lucía", "Carlos", "Ольга", "Дмитрий", "Anna", "Peter"];
  const family = [
    "Petrov",
    "Ivanova",
    "García",
    "Fernández",
    "Смирнова",
    "Кузнецов",
    "Dimitrov",
    "Stoyanova",
  ];
  const cities = ["Sofia", "Madrid", "Moscow", "Varna", "Valencia", "Kazan"];
  const titles = ["Accountant", "Buyer", "Director", "Engineer", "Office manager"];
  const of = <T>(some: readonly T[], at: number): T => some[at % some.length] as T;
  yield "Given name,Family name,E-mail,Phone,Company,Job title,City,Birth date\n";
  for (let at = 0; at < people; at++) {
    const company = Math.floor(at / 10);
    const mixed = (at * 2654435761) % 4294967296;
    const name = `${of(given, mixed)},${of(family, Math.floor(mixed / 16))}-${of(family, Math.floor(mixed / 1024))}`;
    const born = `${1950 + (mixed % 50)}-${String((mixed % 12) + 1).padStart(2, "0")}-${String((mixed % 28) + 1).padStart(2, "0")}`;
    yield `${name},person.${at}@company-${company}.example,+3592${String(at).padStart(7, "0")},Company ${company} of ${of(cities, company)},${of(titles, mixed)},${of(cities, mixed)},${born}\n`;
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}
