import { authenticate } from "#platform";
import { keepSealed, sealsHealth } from "./audit/keeping-sealed.ts";
import { takePulse } from "./database-pulse.ts";
import { createServer } from "./http/server.ts";
import { jobsHealth } from "./jobs/health.ts";
import { startWorking } from "./jobs/working.ts";
import { createLiveUpdates } from "./live/live-updates.ts";
import { openProduct, type Product } from "./product.ts";
import type { Settings } from "./settings.ts";
import { StartError } from "./start-error.ts";
import { watchStorage } from "./storage.ts";
import { buildWebWhenStale, webFolder } from "./web-build.ts";

export interface Running {
  readonly product: Product;
  /** Answers what is being asked, ends the jobs that run, leaves the database. */
  stop(): Promise<void>;
}

type Step = () => Promise<unknown>;

/** Starts the whole product: database, browser part, HTTP, news, and the jobs unless they run elsewhere. */
export async function startServer(settings: Settings, { jobs = true } = {}): Promise<Running> {
  const building = buildWebWhenStale();
  // Looked at below; until then a failure must not count as one that nobody heard of.
  building.catch(() => {});
  const product = await openProduct(settings, "serve");
  const steps: Step[] = [product.close];
  const stop = async () => {
    // One part that cannot end well (its database is gone, say) does not keep the others from ending.
    for (const step of steps.splice(0).reverse()) {
      await step().catch((error) => process.stderr.write(`While stopping: ${String(error)}\n`));
    }
  };
  try {
    await building;
    await startParts(product, settings, { jobs, steps });
    return { product, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Works off the jobs alone, beside servers on the same database. */
export async function startWorker(settings: Settings): Promise<Running> {
  const product = await openProduct(settings, "command");
  const stopWorking = await startWorking(product);
  const stopSealing = keepSealed(product.runtime, tellOfSeals);
  const stop = async () => {
    await stopSealing();
    await stopWorking();
    await product.close();
  };
  return { product, stop };
}

async function startParts(
  product: Product,
  settings: Settings,
  { jobs, steps }: { jobs: boolean; steps: Step[] },
): Promise<void> {
  const { runtime, modules, outbox } = product;
  const pulse = takePulse(product.databaseUrl);
  steps.push(pulse.stop);
  const storage = settings.databaseUrl ? undefined : await watchStorage(settings.dataFolder);
  if (storage) steps.push(async () => storage.stop());
  const live = createLiveUpdates(runtime, outbox, authenticate);
  const app = await createServer(runtime, modules, {
    authenticate,
    handlers: [live.handler],
    health: { jobs: jobsHealth, outbox: outbox.health, seals: sealsHealth },
    webFolder,
    pulse,
    ...(storage && { storage }),
  });
  steps.push(async () => {
    live.stop();
    await app.close();
  });
  await listen(() => app.listen({ port: settings.port, host: settings.host }), settings);
  await outbox.start(
    runtime,
    modules.flatMap((module) => module.subscriptions ?? []),
  );
  steps.push(outbox.stop);
  if (jobs) steps.push(await startWorking(product), keepSealed(runtime, tellOfSeals));
}

function tellOfSeals(error: unknown): void {
  process.stderr.write(`audit: ${String(error)}\n`);
}

async function listen(open: () => Promise<unknown>, { port, host }: Settings): Promise<void> {
  try {
    await open();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      throw new StartError(`Port ${port} is taken by another program. Choose another: PORT=3001 npm start.`, {
        cause,
      });
    if (code === "EACCES")
      throw new StartError(
        `Port ${port} may not be opened by this user. Choose one above 1023: PORT=3000 npm start.`,
        { cause },
      );
    if (code === "ENOTFOUND" || code === "EADDRNOTAVAIL")
      throw new StartError(`RAPPORT_HOST ${host} is no address of this machine.`, { cause });
    throw cause;
  }
}
