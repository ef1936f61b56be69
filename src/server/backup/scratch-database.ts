import { randomBytes } from "node:crypto";
import pg from "pg";
import { AppError } from "#kernel/error";
import { roleIn } from "../audit/bringing-up-to-date.ts";
import { cleanedUp } from "./interruption.ts";
import { withOwnClient } from "./own-client.ts";

/** When it was made, in seconds, and something by chance. */
const scratchName = /^rapport_drill_([0-9a-f]{8})[0-9a-f]{4}$/;
const nowInSeconds = () => Math.floor(Date.now() / 1000);
/** No drill takes longer: what is older was left by one that was killed. */
const longestDrill = 86_400;

/**
 * Runs `run` on an empty database beside the one at `url`, which is dropped afterwards. `makerUrl` may make databases.
 * Throws `drill_not_allowed`.
 */
export async function withScratchDatabase<T>(
  url: string,
  makerUrl: string,
  run: (url: string) => Promise<T>,
): Promise<T> {
  const made = nowInSeconds().toString(16).padStart(8, "0");
  const name = `rapport_drill_${made}${randomBytes(2).toString("hex")}`;
  await withOwnClient(makerUrl, async (client) => {
    await dropLeftovers(client);
    await make(client, name, roleIn(url));
  });
  const address = new URL(url);
  address.pathname = `/${name}`;
  return await cleanedUp(
    () => run(address.href),
    () => withOwnClient(makerUrl, (client) => client.query(`drop database if exists ${name} with (force)`)),
  );
}

async function make(client: pg.Client, name: string, owner: string): Promise<void> {
  try {
    await client.query(
      `create database ${name} owner ${pg.escapeIdentifier(owner)} template template0 encoding 'UTF8'`,
    );
  } catch (error) {
    if ((error as { code?: string }).code !== "42501") throw error;
    throw new AppError("drill_not_allowed", { cause: error });
  }
}

// What a killed drill left. One that runs is not always connected: nothing but its age tells it from those.
async function dropLeftovers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    "select datname as name from pg_database where datname like 'rapport\\_drill\\_%' and pg_has_role(datdba, 'usage')",
  );
  for (const { name } of rows) {
    const made = Number.parseInt(scratchName.exec(name)?.[1] ?? "", 16);
    if (nowInSeconds() - made > longestDrill) await client.query(`drop database ${name}`).catch(() => {});
  }
}
