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
const cities = ["Sofia", "Madrid", "Moscow", "Varna", "Valencia", "Kazan"] as const;
const titles = ["Accountant", "Buyer", "Director", "Engineer", "Office manager"] as const;
const [consonants, vowels] = ["bdgklmnprstvz".split(""), "aeiou".split("")] as const;

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

/**
 * Ten people a company, about 120 bytes a row; the same for the same number. One in a hundred is there twice: the second time
 * by another address and with the name written otherwise.
 */
function* lines(): Generator<string> {
  const random = generator(people);
  const of = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)] as T;
  const word = (): string =>
    Array.from({ length: 2 + Math.floor(random() * 2) }, () => of(consonants) + of(vowels)).join("");
  const named = (): string => {
    const text = word();
    return text.charAt(0).toUpperCase() + text.slice(1);
  };
  const given = Array.from({ length: 300 }, named);
  const family = Array.from({ length: 5000 }, () => `${named()}v`);
  const two = (number: number): string => String(number).padStart(2, "0");
  yield "Given name,Family name,E-mail,Phone,Company,Job title,City,Birth date\n";
  for (let at = 0; at < people; at++) {
    const company = `Company ${Math.floor(at / 10)} of ${cities[Math.floor(at / 10) % cities.length]}`;
    const [first, last] = [of(given), of(family)];
    const born = `${1950 + Math.floor(random() * 50)}-${two(1 + Math.floor(random() * 12))}-${two(1 + Math.floor(random() * 28))}`;
    const rest = `+3592${String(at).padStart(7, "0")},${company},${of(titles)},${of(cities)},${born}\n`;
    yield `${first},${last},person.${at}@company-${Math.floor(at / 10)}.example,${rest}`;
    if (at % 100 !== 99) continue;
    yield `${first.replace("v", "w")},${last.replace("k", "c")},again.${at}@mail.example,${rest}`;
    at++;
  }
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}
