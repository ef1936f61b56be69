import { type Verification, verifyAudit } from "#records";
import { connectDatabase } from "../database.ts";
import { type Difference, differences } from "./comparing.ts";
import { asStorageError, finishTables, loadInPortions, makeTables } from "./loading.ts";
import { withOwnClient } from "./own-client.ts";
import { assertKnown } from "./restoring.ts";
import { withScratchDatabase } from "./scratch-database.ts";
import { type Archive, onlyLooking, type Walked, walkArchive } from "./walking.ts";

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
    const { walked, secret } = await loadInto(scratch, archive);
    const found = await withOwnClient(scratch, (client) => differences(client, walked));
    const { database, close } = connectDatabase(scratch, 2, 0);
    try {
      const seals = await verifyAudit(database, secret);
      return { walked, differences: found, seals, ok: found.length === 0 && seals.ok };
    } finally {
      await close();
    }
  });
}

async function loadInto(url: string, archive: Archive): Promise<{ walked: Walked; secret: Buffer }> {
  return await withOwnClient(url, async (client) => {
    let secret: Buffer = Buffer.alloc(0);
    try {
      // It may be lost with the server, and is dropped anyway.
      await client.query("set synchronous_commit = off");
      const walked = await walkArchive(archive, {
        ...onlyLooking,
        async begin(manifest, structure, itsSecret) {
          secret = itsSecret;
          await assertKnown(manifest);
          await makeTables(client, structure);
        },
        table: (table, content) => loadInPortions(client, table, content),
      });
      await finishTables(client, walked.structure, walked.contents);
      return { walked, secret };
    } catch (error) {
      throw asStorageError(error);
    }
  });
}
