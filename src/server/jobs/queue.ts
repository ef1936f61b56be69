import { makeWorkerUtils, type WorkerUtils } from "graphile-worker";
import type { Pool } from "pg";
import type { Runtime } from "#records";
import { jobLogger } from "./logger.ts";

export interface JobQueue {
  readonly addJob: Runtime["addJob"];
  /** Gives back the jobs that these workers hold. */
  unlock(workerIds: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** The queue of jobs, in the same database. Makes its tables when they are not there. */
export async function openJobQueue(pool: Pool): Promise<JobQueue> {
  const utils: WorkerUtils = await makeWorkerUtils({ pgPool: pool, logger: jobLogger });
  await utils.migrate();
  return {
    async addJob(name, payload, options = {}) {
      await utils.addJob(name, payload, { jobKey: options.key, runAt: options.runAt });
    },
    unlock: (workerIds) => utils.forceUnlockWorkers([...workerIds]),
    close: async () => await utils.release(),
  };
}
