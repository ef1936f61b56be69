import { type Horizon, markHorizon, type Runtime, sealUpTo } from "#records";
import { sql } from "kysely";
import type { Health } from "../http/health.ts";
import { noteHead } from "./noted-head.ts";

const every = 5_000;

/** Seals the audit log every few seconds, in whichever process comes first. Returns how to stop. */
export function keepSealed(runtime: Runtime, onTrouble: (error: unknown) => void): () => Promise<void> {
  let horizon: Horizon | null = null;
  let looking: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    horizon ??= await markHorizon(runtime.database);
    if (!horizon) return;
    const { done, head } = await sealUpTo(runtime, horizon);
    if (done) horizon = null;
    if (head) await noteHead(runtime.settings.dataFolder, head);
  };
  const timer = setInterval(() => {
    looking = looking.then(look).catch((error: unknown) => {
      horizon = null;
      onTrouble(error);
    });
  }, every);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}

/** A long import holds the horizon back for a while. */
const longestWait = 900;

/** How long the oldest entry has waited for its seal. */
export async function sealsHealth({ database }: Runtime): Promise<Health> {
  const { rows } = await sql<{ waiting: number }>`
    select coalesce((
      select extract(epoch from now() - at) from history
      where id > coalesce((select max(last_id) from audit_blocks), 0) order by id limit 1), 0)::int as waiting`.execute(
    database,
  );
  const waiting = Math.max(0, rows[0]?.waiting ?? 0);
  return { ok: waiting <= longestWait, waiting_seconds: waiting };
}
