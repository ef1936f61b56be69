import { Readable } from "node:stream";
import { sql } from "kysely";
import { keepFile } from "#platform";
import type { Runtime } from "#records";
import { type Account, accountOf } from "../accounts/account.ts";
import { type ChannelAdapter, Unreadable } from "../adapter.ts";
import type { Incoming } from "./incoming.ts";
import { type TakenIn, takeIn } from "./taking-in.ts";

/** So often something is tried before it is left to a person. */
const mostAttempts = 5;

type AdapterOf = (kind: Account["kind"]) => ChannelAdapter;

/**
 * Makes a message of what was written down as it came. A kill at any point leaves the receipt as it was, and it is settled
 * again; two at once settle it once. Answers what became of it; null where nothing was made of it.
 */
export async function settleReceipt(
  runtime: Runtime,
  adapterOf: AdapterOf,
  id: string,
): Promise<TakenIn | null> {
  const receipt = await takeUp(runtime, id);
  if (!receipt) return null;
  try {
    const account = await accountOf(runtime.database, receipt.account);
    const adapter = adapterOf(account.kind);
    const incoming = await readRaw(runtime, { adapter, account, receipt });
    if (!incoming) return null;
    const files = await keepAttachments(runtime, incoming);
    return await runtime.runAsSystem(async (work) => {
      const { rows } =
        await sql`select 1 from receipts where id = ${id} and state = 'stored' for update`.execute(work.db);
      if (rows.length === 0) return null;
      const taken = await takeIn(work, account, incoming, files);
      await adapter.takenIn?.(work, { ...taken, account: account.id });
      await sql`update receipts set state = 'settled', problem = null, message_id = ${taken.message},
          raw = case when ${adapter.forgetsRaw ?? false} then null else raw end
        where id = ${id}`.execute(work.db);
      return taken;
    });
  } catch (error) {
    await noteFailure(runtime, id, error);
    throw error;
  }
}

interface Stored {
  readonly id: string;
  readonly account: string;
  readonly raw: Buffer;
}

/** Counts the attempt before anything is read: what ends or stalls the process is left to a person, too. */
async function takeUp(runtime: Runtime, id: string): Promise<Stored | null> {
  const { rows } = await sql<Stored & { state: string }>`
    update receipts set attempts = attempts + 1,
      state = case when attempts >= ${mostAttempts} then 'unreadable' else state end,
      problem = case when attempts >= ${mostAttempts} then coalesce(problem, 'cut_off') else problem end
    where id = ${id} and state = 'stored' and raw is not null
    returning id, account_id as account, raw, state`.execute(runtime.database);
  return rows.find(({ state }) => state === "stored") ?? null;
}

async function readRaw(
  runtime: Runtime,
  { adapter, account, receipt: { id, raw } }: { adapter: ChannelAdapter; account: Account; receipt: Stored },
): Promise<Incoming | null> {
  try {
    const incoming = await adapter.read(runtime, account, raw);
    if (!incoming) await close(runtime, id, { state: "ignored", problem: null });
    return incoming;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    await close(runtime, id, { state: "unreadable", problem: error.message });
    return null;
  }
}

async function close(
  runtime: Runtime,
  id: string,
  { state, problem }: { state: "ignored" | "unreadable"; problem: string | null },
): Promise<void> {
  await sql`update receipts set state = ${state}, problem = ${problem} where id = ${id} and state = 'stored'`.execute(
    runtime.database,
  );
}

async function noteFailure(runtime: Runtime, id: string, error: unknown): Promise<void> {
  const problem = (error instanceof Error ? error.message : String(error)).slice(0, 1000);
  await sql`update receipts set problem = ${problem},
      state = case when attempts >= ${mostAttempts} then 'unreadable' else state end
    where id = ${id} and state = 'stored'`.execute(runtime.database);
}

/** Files first, then the rows that speak of them: a kill leaves at most files of which nothing speaks. */
async function keepAttachments(
  runtime: Runtime,
  { files = [] }: Incoming,
): Promise<{ id: string; contentId: string | null }[]> {
  const kept: { id: string; contentId: string | null }[] = [];
  for (const { name, type, content, contentId } of files) {
    const file = await keepFile(runtime, { name, type, content: Readable.from(content) }, (write) =>
      runtime.runAsSystem(write),
    );
    kept.push({ id: file.id, contentId: contentId ?? null });
  }
  return kept;
}

/** So many channels are settled beside each other: one whose service answers slowly does not keep the others waiting. */
const mostAtOnce = 4;

/** Settles what waits, of each channel the oldest first: what was cut off by a kill, and what could not be settled before. Answers how many. */
export async function settleWaiting(
  runtime: Runtime,
  adapterOf: AdapterOf,
  { most = 500, stopping }: { most?: number; stopping?: AbortSignal } = {},
): Promise<number> {
  const { rows } = await sql<{ id: string; account: string }>`
    select r.id, r.account_id as account from receipts r join channel_accounts a on a.id = r.account_id and a.archived_at is null
    where r.state = 'stored' order by r.at, r.id limit ${most}`.execute(runtime.database);
  const lines = [...Map.groupBy(rows, ({ account }) => account).values()];
  let settled = 0;
  const settleLines = async () => {
    for (let line = lines.shift(); line; line = lines.shift())
      for (const { id } of line) {
        if (stopping?.aborted) return;
        // One that fails does not keep the others waiting; it is noted on it.
        if (await settleReceipt(runtime, adapterOf, id).catch(() => null)) settled++;
      }
  };
  await Promise.all(Array.from({ length: mostAtOnce }, settleLines));
  return settled;
}
