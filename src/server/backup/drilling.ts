import { type Verification, verifyAudit } from "#records";
import { connectDatabase } from "../database.ts";
import { type Difference, differences } from "./comparing.ts";
import { asStorageError, finishTables, loadInPortions, makeTables } from "./loading.ts";
import { withOwnClient } from "./own-client.ts";
import { assertKnown } from "./restoring.ts";
import { type RowSums, summing } from "./row-sums.ts";
import { withScratchDatabase } from "./scratch-database.ts";
import { type Archive, onlyLooking, type Receiver, type Walked, walkArchive } from "./walking.ts";

export interface Drilled {
  readonly walked: Walked;
  readonly differences: readonly Difference[];
  readonly seals: Verification;
  readonly ok: boolean;
}

/**
 * Restores an archive into a database made for it and dropped afterwards, and compares what is there with what the archive
 * says: structure, rows, checksums, sequences, the seals of the log. Files are read and compared, not written.
 */
export async function drillBackup(
  archive: Archive,
  { url, makerUrl }: { readonly url: string; readonly makerUrl: string },
): Promise<Drilled> {
  return await withScratchDatabase(url, makerUrl, async (scratch) => {
    const { walked, secret, sums } = await loadInto(scratch, archive);
    const found = await withOwnClient(scratch, (client) => differences(client, walked, sums));
    const { database, close } = connectDatabase(scratch, 2, 0);
    try {
      const seals = await verifyAudit(database, secret);
      return { walked, differences: found, seals, ok: found.length === 0 && seals.ok };
    } finally {
      await close();
    }
  });
}

interface Loaded {
  readonly walked: Walked;
  readonly secret: Buffer;
  readonly sums: RowSums;
}

async function loadInto(url: string, archive: Archive): Promise<Loaded> {
  return await withOwnClient(url, async (client) => {
    const sums: RowSums = new Map();
    let secret: Buffer = Buffer.alloc(0);
    const loading: Receiver = {
      ...onlyLooking,
      async begin(manifest, structure, itsSecret) {
        secret = itsSecret;
        await assertKnown(manifest);
        await makeTables(client, structure);
      },
      table: (table, content) => loadInPortions(client, table, content),
    };
    try {
      // It may be lost with the server, and is dropped anyway.
      await client.query("set synchronous_commit = off");
      const walked = await walkArchive(archive, summing(loading, sums));
      await finishTables(client, walked.structure, walked.contents);
      return { walked, secret, sums };
    } catch (error) {
      throw asStorageError(error);
    }
  });
}
