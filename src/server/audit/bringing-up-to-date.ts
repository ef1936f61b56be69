import { isUpToDate, migrate } from "../migrations.ts";
import { handBack, handOver } from "./ownership.ts";

/**
 * Migrates. Where the database can be entered as its owner, the application holds history and seals no longer than a
 * migration takes, and not at all where there is none to apply. Returns the names of those applied.
 */
export async function bringUpToDate(database: {
  readonly url: string;
  readonly ownerUrl?: string | undefined;
}): Promise<readonly string[]> {
  const { url, ownerUrl } = database;
  if (!ownerUrl) return migrate(url);
  const application = roleIn(url);
  if (!(await isUpToDate(url))) await handBack(ownerUrl, application);
  const applied = await migrate(url);
  await handOver(ownerUrl, application);
  return applied;
}

/** The role that an address of a database signs in as. */
export function roleIn(url: string): string {
  return decodeURIComponent(new URL(url).username);
}
