import type { Pool } from "pg";
import { resolveActor } from "#platform";
import { buildCatalogue, type Module, type Runtime, recordsModule } from "#records";
import { bringUpToDate } from "./audit/bringing-up-to-date.ts";
import { assertRestored } from "./backup/restored-folder.ts";
import { readSecret } from "./data-folder.ts";
import { connectDatabase, connectForBulk, connectForSearch } from "./database.ts";
import { type JobQueue, openJobQueue } from "./jobs/queue.ts";
import { keepHeapSmall } from "./memory.ts";
import { modules } from "./modules.ts";
import { type OpenDatabase, openDatabase } from "./open-database.ts";
import { createOutbox, type Outbox } from "./outbox/outbox.ts";
import { createRuntime } from "./runtime.ts";
import type { Settings } from "./settings.ts";

/** The product without its edges: what a command, the server and a worker each stand on. */
export interface Product {
  readonly runtime: Runtime;
  /** Those of the list, and the record engine's own. */
  readonly modules: readonly Module[];
  readonly outbox: Outbox;
  readonly pool: Pool;
  readonly queue: JobQueue;
  readonly databaseUrl: string;
  /** Leaves the database, and stops it where it was started here. */
  close(): Promise<void>;
}

/** Opens the database as `kind` may (see `openDatabase`), brings it up to date and puts the modules on it. */
export async function openProduct(settings: Settings, kind: "serve" | "command"): Promise<Product> {
  keepHeapSmall();
  const opened = await openDatabase(settings, kind);
  try {
    await assertRestored(settings.dataFolder, opened.url);
    await bringUpToDate(opened);
    return await productOn(settings, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Puts the modules on a database that is up to date. */
export async function productOn(settings: Settings, opened: OpenDatabase): Promise<Product> {
  const secret = settings.secret ?? (await readSecret(settings.dataFolder));
  const { database, pool, close } = connectDatabase(opened.url);
  const search = connectForSearch(opened.url);
  const bulk = await connectForBulk(opened.bulkUrl ?? opened.url);
  const queue = await openJobQueue(pool);
  const outbox = createOutbox(opened.url, (error) => process.stderr.write(`outbox: ${String(error)}\n`));
  const catalogue = buildCatalogue(
    modules.flatMap((module) => module.objects),
    Object.assign({}, ...modules.map((module) => module.rules ?? {})),
  );
  const runtime = createRuntime({
    database,
    searching: search.database,
    bulk: bulk?.database,
    catalogue,
    settings: { ...settings, secret },
    databaseUrl: opened.url,
    resolveActor,
    addJob: queue.addJob,
    watchNews: outbox.watch,
    afterCommit: () => outbox.tell(),
  });
  await runtime.freshenCatalogue();
  return {
    runtime,
    modules: [recordsModule(catalogue), ...modules],
    outbox,
    pool,
    queue,
    databaseUrl: opened.url,
    async close() {
      await queue.close();
      await search.close();
      await bulk?.close();
      await close();
      await opened.close();
    },
  };
}
