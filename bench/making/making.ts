import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import pg from "pg";
import { setUpOrganisation } from "#platform";
import { makeStandardPipeline } from "#sales";
import { readAccess, urlFor } from "../../src/server/embedded-database/access.ts";
import { openDatabase } from "../../src/server/open-database.ts";
import { openProduct } from "../../src/server/product.ts";
import { readSettings, type Settings } from "../../src/server/settings.ts";
import type { Options } from "../options.ts";
import { type Amounts, fill } from "./filling.ts";

interface Marker extends Amounts {
  /** Of what made it: the statements of this folder, and the migrations. */
  readonly makers: string;
}

/** The database as it was made; the one that is measured is copied from it before each run. */
const pristine = "pristine";

/**
 * Sees that the data folder has a database as it comes from the maker: makes it where there is none or where scale,
 * seed, statements or migrations are no longer those it was made by, and copies it afresh for this run. One to be kept is
 * copied by whatever statements it was made; the migrations that came since are run when the copy is opened.
 */
export async function makeReady(
  folder: string,
  amounts: Amounts,
  { isKept }: Pick<Options, "isKept">,
): Promise<void> {
  const made = await markerOf(folder);
  const marker: Marker = { scale: amounts.scale, seed: amounts.seed, makers: await makers() };
  const settings = await readSettings({ RAPPORT_DATA: folder });
  if (!isDeepStrictEqual(made, isKept && made.makers ? { ...marker, makers: made.makers } : marker)) {
    await clear(folder);
    await begin(folder);
    await make(settings, amounts);
    await writeFile(markerFile(folder), `${JSON.stringify(marker)}\n`);
  }
  await copyAfresh(settings);
}

async function make(settings: Settings, amounts: Amounts): Promise<void> {
  const product = await openProduct(settings, "command");
  try {
    await product.runtime.runAsSystem(async (work) => {
      await setUpOrganisation(work, {
        organisation: {
          name: "Bench",
          locale: "en",
          country: "BG",
          currency: "EUR",
          timeZone: "Europe/Sofia",
        },
        owner: { name: "Owner", email: "owner@rapport.example", password: "seven quiet rivers" },
      });
      await makeStandardPipeline(work);
    });
    await fill(await adminUrl(settings.dataFolder, "rapport"), amounts);
  } finally {
    await product.close();
  }
  await asAdmin(settings, (client) => client.query(`alter database rapport rename to ${pristine}`));
}

async function copyAfresh(settings: Settings): Promise<void> {
  await asAdmin(settings, async (client) => {
    await client.query("drop database if exists rapport");
    await client.query(`create database rapport template ${pristine} owner rapport strategy file_copy`);
  });
}

async function asAdmin(settings: Settings, act: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const opened = await openDatabase(settings, "command");
  const client = new pg.Client({ connectionString: await adminUrl(settings.dataFolder, "postgres") });
  try {
    await client.connect();
    await act(client);
  } finally {
    await client.end();
    await opened.close();
  }
}

async function adminUrl(folder: string, database: string): Promise<string> {
  const url = new URL(urlFor(await readAccess(folder), "admin"));
  url.pathname = `/${database}`;
  return url.href;
}

async function markerOf(folder: string): Promise<Partial<Marker>> {
  return JSON.parse(await readFile(markerFile(folder), "utf8").catch(() => "{}"));
}

/** Removes what an earlier maker left; a folder of anything else is not touched. */
async function clear(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const isOurs = existsSync(markerFile(folder)) || (await readdir(folder)).length === 0;
  if (!isOurs) throw new Error(`${folder} has no database of the benchmark; name another folder by --data`);
  await rm(folder, { recursive: true });
}

// The marker comes first, empty, so that what a cut-off run left is known for ours.
async function begin(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(markerFile(folder), "{}\n");
}

async function makers(): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of [import.meta.dirname, resolve(import.meta.dirname, "../../db/migrations")]) {
    for (const name of (await readdir(folder)).sort()) hash.update(await readFile(join(folder, name)));
  }
  return hash.digest("hex");
}

function markerFile(folder: string): string {
  return join(folder, "bench.json");
}
