import { type Handler, handle } from "../module.ts";
import type { Work } from "../work.ts";
import { restore } from "../writing/archiving.ts";
import {
  changeKeeping,
  listBin,
  purgeFromBin,
  readKeeping,
  restoreFromBin,
  type SomeRecords,
} from "./contract.ts";
import { keepFor, keptFor } from "./keeping.ts";
import { listRecycleBin } from "./listing.ts";
import { purge } from "./purging.ts";

/** The recycle bin of all objects. */
export const recycleBinRoutes: readonly Handler[] = [
  handle(listBin, (work, { query }) => listRecycleBin(work, query)),
  handle(restoreFromBin, (work, { body }) => byObject(work, body, restore)),
  handle(purgeFromBin, (work, { body }) => byObject(work, body, purge)),
  handle(readKeeping, (work) => keptFor(work)),
  handle(changeKeeping, (work, { body }) => keepFor(work, body)),
];

async function byObject(
  work: Work,
  { records }: SomeRecords,
  act: (work: Work, object: string, ids: readonly string[]) => Promise<void>,
): Promise<void> {
  for (const [object, some] of Map.groupBy(records, (record) => record.object))
    await act(
      work,
      object,
      some.map(({ id }) => id),
    );
}
