import { existsSync } from "node:fs";
import { chmod, stat } from "node:fs/promises";
import { join } from "node:path";
import { accessWithFreePort, hasAccess, readAccess, urlFor } from "./embedded-database/access.ts";
import { accountFor, assertReachable } from "./embedded-database/account.ts";
import { findBinaries } from "./embedded-database/binaries.ts";
import { clearLeftovers, makeCluster, makeDatabase } from "./embedded-database/cluster.ts";
import {
  type EmbeddedDatabase,
  type EmbeddedOptions,
  launch,
  type Place,
} from "./embedded-database/server.ts";
import { StartError } from "./start-error.ts";

/** Starts PostgreSQL on the cluster in `folder`, made when there is none. The caller holds the lock of the folder. */
export async function startEmbeddedDatabase(
  folder: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedDatabase> {
  const cluster = join(folder, "postgres");
  const binaries = await findBinaries();
  const account = await accountFor(cluster);
  const place: Place = { folder, cluster, binaries, account, options };
  if (account) await letPass(folder);
  if (account) await assertReachable(cluster, account);
  if (account) await assertReachable(binaries.postgres, account);
  if (!existsSync(cluster)) await makeCluster(place);
  if (!hasAccess(folder))
    throw new StartError(
      `${cluster} is there, but database.json beside it, which holds its passwords, is not.`,
    );
  await clearLeftovers(cluster);
  const access = await accessWithFreePort(folder);
  const server = await launch(place, access);
  await makeDatabase(access);
  return server;
}

/** The address of the cluster in `folder` that another process runs; undefined before it was ever made. */
export async function runningDatabaseUrl(
  folder: string,
  who: "application" | "bulk" | "owner" = "application",
): Promise<string | undefined> {
  return hasAccess(folder) ? urlFor(await readAccess(folder), who) : undefined;
}

/** PostgreSQL's account must be able to enter the data folder; what is in it stays closed to others. */
async function letPass(folder: string): Promise<void> {
  const { mode } = await stat(folder);
  if ((mode & 0o001) === 0) await chmod(folder, mode | 0o001);
}
