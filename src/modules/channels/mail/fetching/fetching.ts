import { createHash } from "node:crypto";
import type { FetchMessageObject, ImapFlow } from "imapflow";
import { sql } from "kysely";
import { z } from "zod";
import type { Runtime } from "#records";
import { adapterOf } from "../../adapters.ts";
import { cursorOf, keepCursor } from "../../connections/cursor.ts";
import { type Arrival, keepArrivals } from "../../taking-in/receipts.ts";
import { settleReceipt } from "../../taking-in/settling.ts";
import { cutHeader, largestMail } from "../reading/parsing.ts";

/** How far a folder was read; mail that came before the day `since` was there before us, and is not fetched. */
const folderCursor = z.object({ uidValidity: z.string(), lastUid: z.number(), since: z.string() });
type FolderCursor = Readonly<z.infer<typeof folderCursor>>;

/** What is held at once. */
const mostMails = 50;
const mostBytes = 16 * 1024 * 1024;
/** Settled beside each other. */
const lanes = 6;

/**
 * Fetches what came into the open folder since it was read last, by UIDs: each mail is written down before the cursor moves on, and
 * settled at once. Where the server numbers anew (RFC 3501, 2.3.1.1) all since we began is looked through, and what is here already is
 * known by its bytes. Answers how many were new.
 */
export async function fetchNew(runtime: Runtime, client: ImapFlow, account: string): Promise<number> {
  const folder = client.mailbox;
  if (!folder) return 0;
  const uidValidity = String(folder.uidValidity);
  const before = await cursorOf(runtime.database, account, folderCursor);
  if (!before) {
    // What lay there before we came stays where it is.
    const first = { uidValidity, lastUid: folder.uidNext - 1, since: new Date().toISOString().slice(0, 10) };
    await keepCursor(runtime.database, account, first);
    return 0;
  }
  const isSame = before.uidValidity === uidValidity;
  const cursor: FolderCursor = isSame ? before : { ...before, uidValidity, lastUid: 0 };
  return fetchFrom({ runtime, client, account, isRescan: !isSame }, cursor);
}

interface Fetching {
  readonly runtime: Runtime;
  readonly client: ImapFlow;
  readonly account: string;
  readonly isRescan: boolean;
}

async function fetchFrom(fetching: Fetching, from: FolderCursor): Promise<number> {
  const { runtime, client, account, isRescan } = fetching;
  const found = await client.search(
    { uid: `${from.lastUid + 1}:*`, ...(isRescan && { since: new Date(from.since) }) },
    { uid: true },
  );
  // `*` is the last one, also where that is older than what was asked for.
  const uids = (found || []).filter((uid) => uid > from.lastUid).sort((left, right) => left - right);
  let cursor = from;
  let count = 0;
  for await (const batch of batchesOf(client, uids)) {
    for await (const { arrivals, lastUid } of arrivalsOf(fetching, cursor, batch)) {
      const ids = await keepArrivals(runtime.database, account, arrivals);
      cursor = { ...cursor, lastUid };
      await keepCursor(runtime.database, account, cursor);
      await settleAll(runtime, ids);
      count += ids.length;
    }
  }
  if (cursor === from && isRescan) await keepCursor(runtime.database, account, cursor);
  return count;
}

interface Listed {
  readonly uid: number;
  readonly size: number;
}

/** So many that they can be held, in their order. */
async function* batchesOf(client: ImapFlow, uids: readonly number[]): AsyncGenerator<Listed[]> {
  for (let at = 0; at < uids.length; at += mostMails) {
    const listed = await client.fetchAll(
      uids.slice(at, at + mostMails),
      { uid: true, size: true },
      { uid: true },
    );
    let batch: Listed[] = [];
    let bytes = 0;
    for (const { uid, size = 0 } of listed.sort((left, right) => left.uid - right.uid)) {
      if (batch.length > 0 && bytes + size > mostBytes) {
        yield batch;
        [batch, bytes] = [[], 0];
      }
      batch.push({ uid, size });
      bytes += Math.min(size, largestMail);
    }
    if (batch.length > 0) yield batch;
  }
}

interface Held {
  readonly arrivals: readonly Arrival[];
  /** Up to which mail all has been fetched. */
  readonly lastUid: number;
}

/** One mail after the other, no more of them than can be held: a server may send more than it says. */
async function* arrivalsOf(
  fetching: Fetching,
  { uidValidity }: FolderCursor,
  batch: readonly Listed[],
): AsyncGenerator<Held> {
  const { runtime, client, account, isRescan } = fetching;
  let held: Arrival[] = [];
  let bytes = 0;
  for (const listed of batch) {
    const raw = await rawOf(client, listed);
    if (raw) held.push({ sourceId: `${uidValidity}/${listed.uid}`, raw });
    bytes += raw?.length ?? 0;
    if (bytes < mostBytes && listed !== batch.at(-1)) continue;
    yield { arrivals: isRescan ? await unknown(runtime, account, held) : held, lastUid: listed.uid };
    [held, bytes] = [[], 0];
  }
}

/** Null where it is gone meanwhile. */
async function rawOf(client: ImapFlow, { uid, size }: Listed): Promise<Buffer | null> {
  const isCut = size > largestMail;
  // A byte more than we take tells a mail that is larger than it is said to be.
  const asked = isCut ? { headers: true } : { source: { maxLength: largestMail + 1 } };
  const [one] = await client.fetchAll([uid], { uid: true, ...asked }, { uid: true });
  if (!one) return null;
  return isCut ? headOf(one, size) : (one.source ?? null);
}

/** Of a mail that is too large its head is kept, which says so. */
function headOf({ headers }: FetchMessageObject, size: number): Buffer | null {
  return headers ? Buffer.concat([Buffer.from(`${cutHeader}: ${size}\r\n`), headers]) : null;
}

async function unknown(runtime: Runtime, account: string, arrivals: readonly Arrival[]): Promise<Arrival[]> {
  const hashes = arrivals.map(({ raw }) => createHash("sha256").update(raw).digest());
  const { rows } = await sql<{ sha256: Buffer }>`
    select sha256 from receipts where account_id = ${account} and sha256 = any(${hashes}::bytea[])`.execute(
    runtime.database,
  );
  const known = new Set(rows.map(({ sha256 }) => sha256.toString("hex")));
  return arrivals.filter((_one, place) => !known.has(hashes[place]?.toString("hex") ?? ""));
}

/** What cannot be settled now is noted on its receipt and tried again by the clock. */
export async function settleAll(runtime: Runtime, ids: readonly string[]): Promise<void> {
  const waiting = [...ids];
  await Promise.all(
    Array.from({ length: Math.min(lanes, waiting.length) }, async () => {
      for (let id = waiting.shift(); id; id = waiting.shift())
        await settleReceipt(runtime, adapterOf, id).catch(() => null);
    }),
  );
}
