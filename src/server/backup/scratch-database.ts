import { randomBytes } from "node:crypto";
import pg from "pg";
import { AppError } from "#kernel/error";
import { roleIn } from "../audit/bringing-up-to-date.ts";
import { cleanedUp } from "./interruption.ts";
import { withOwnClient } from "./own-client.ts";

const scratchName = /^rapport_drill_[0-9a-f]{12}$/;

/**
 * Runs `run` on an empty database beside the one at `url`, which is dropped afterwards. `makerUrl` may make databases.
 * Throws `drill_not_allowed`.
 */
export async function withScratchDatabase<T>(
  url: string,
  makerUrl: string,
  run: (url: string) => Promise<T>,
): Promise<T> {
  const name = `rapport_drill_${randomBytes(6).toString("hex")}`;
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

/** What a killed drill left; one that runs is in use and stays. */
async function dropLeftovers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    "select datname as name from pg_database where datname like 'rapport\\_drill\\_%' and pg_has_role(datdba, 'usage')",
  );
  for (const { name } of rows)
    if (scratchName.test(name)) await client.query(`drop database ${name}`).catch(() => {});
}
