import type pg from "pg";
import { AppError } from "#kernel/error";
import { lockMigrations, readMigrations } from "../migrations.ts";
import { StartError } from "../start-error.ts";
import { isStorageFull } from "../storage.ts";
import type { Manifest } from "./contents.ts";
import { asStorageError, finishTables, isEmpty, loadTable, makeTables, settleNews } from "./loading.ts";
import { withOwnClient } from "./own-client.ts";
import { openRestoredFolder, type RestoredFolder } from "./restored-folder.ts";
import { type Archive, type Walked, walkArchive } from "./walking.ts";

export interface Target {
  readonly url: string;
  readonly dataFolder: string;
  /** Where the settings tell one; else the backup's is kept in the data folder. */
  readonly secret?: Buffer | undefined;
}

/**
 * Brings an archive into an empty database and a data folder without files: all of it or nothing, for the database commits
 * last. A kill before leaves an empty database and a folder that `serve` refuses and the next restore starts over with.
 * Throws `restore_not_empty`, `backup_newer`, `restore_secret_differs`, `storage_full` and what `walkArchive` does.
 */
export async function restoreBackup(target: Target, archive: Archive): Promise<Walked> {
  return await withOwnClient(target.url, async (client) => {
    // Who would migrate the empty database waits, and finds it whole.
    await lockMigrations(client);
    await assertMayMake(client);
    if (!(await isEmpty(client))) throw new AppError("restore_not_empty", { params: { place: "none" } });
    const folder = await openRestoredFolder(target.dataFolder, target.secret);
    try {
      return await restoreInto(client, folder, archive);
    } catch (error) {
      // A database on a full disk may end without a word.
      const isFull = await isStorageFull(target.dataFolder);
      await folder.discard();
      throw isFull ? new AppError("storage_full", { cause: error }) : asStorageError(error);
    }
  });
}

async function assertMayMake(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ may: boolean; role: string; database: string }>(
    `select has_database_privilege(current_database(), 'create') and has_schema_privilege('public', 'create') as may,
      quote_ident(current_user) as role, quote_ident(current_database()) as database`,
  );
  const { may, role, database } = rows[0] ?? {};
  if (!may)
    throw new StartError(
      `The role ${role} may make nothing in the database ${database}. Let it be its own: alter database ${database} owner to ${role}.`,
    );
}

async function restoreInto(client: pg.Client, folder: RestoredFolder, archive: Archive): Promise<Walked> {
  await client.query("begin");
  const walked = await walkArchive(archive, {
    async begin(manifest, structure, secret) {
      await assertKnown(manifest);
      await folder.keepSecret(secret);
      await makeTables(client, structure);
    },
    file: (path, content) => folder.keepFile(path, content),
    table: (table, content) => loadTable(client, table, content),
  });
  await finishTables(client, walked.structure, walked.contents);
  await settleNews(client);
  await client.query("analyze");
  const { rows } = await client.query<{ number: number; hash: Buffer }>(
    "select number, hash from audit_blocks order by number desc limit 1",
  );
  await folder.settle(rows[0]);
  await client.query("commit");
  await folder.finish();
  return walked;
}

/** Throws `backup_newer` for what this version does not know: it could not go on from there. */
export async function assertKnown({ migrations, product }: Manifest): Promise<void> {
  const known = new Map((await readMigrations()).map(({ number, checksum }) => [number, checksum]));
  if (migrations.some(({ number, checksum }) => known.get(number) !== checksum))
    throw new AppError("backup_newer", { params: { version: product } });
}
