import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { openEgress } from "#platform";
import type { Runtime } from "#records";
import { cursorOf, keepCursor } from "../connections/cursor.ts";
import { as } from "../messengers/connection.ts";
import type { Line } from "../messengers/messenger.ts";
import { MessengerError } from "../messengers/messenger-error.ts";
import { askInstance, type Member, proofOf, streamOf } from "./instance.ts";

/** Milliseconds after which it is looked even if the instance said nothing; how long a stream lasts; until it is opened again. */
const look = 60_000;
const streamLasts = 900_000;
const openAgain = 5_000;
const page = 40;
const longestPause = 300_000;

/** The last notification that was read. */
const place = z.object({ last: z.string() });
const listed = z.array(z.looseObject({ id: z.string().min(1).max(100) }));

/** Fetches mentions from a cursor, whenever the stream says that there is more, and each minute. A stream is no record: it only wakes. */
export async function hearMentions(line: Line): Promise<void> {
  const { runtime, stopping } = line;
  const member = as(line.connected, "mastodon");
  const bell = new EventTarget();
  const over = new AbortController();
  const end = (): void => over.abort();
  stopping.addEventListener("abort", end, { once: true });
  const listening = ringOnNews(runtime, member, { bell, over: over.signal });
  try {
    while (!stopping.aborted) {
      // Heard before it is looked, so that what comes in between is not missed.
      const rung = new AbortController();
      bell.addEventListener("news", () => rung.abort(), { once: true });
      await fetchMentions(line, member);
      await line.isWell();
      const waited = AbortSignal.any([rung.signal, stopping, AbortSignal.timeout(look)]);
      if (!waited.aborted) await once(waited, "abort");
    }
  } finally {
    stopping.removeEventListener("abort", end);
    end();
    await listening;
  }
}

/** Each mention is written down before the cursor moves on; what was there before we came is left. */
async function fetchMentions({ runtime, take }: Line, member: Member): Promise<void> {
  const { database } = runtime;
  const { account } = member;
  let last = (await cursorOf(database, account.id, place))?.last ?? null;
  if (last === null) {
    const newest = await notifications(runtime, member, "limit=1");
    return keepCursor(database, account.id, { last: newest?.[0]?.id ?? "0" });
  }
  for (let limit = page; ; ) {
    // Those right behind the cursor, however many there are; the newest comes first.
    const found = await notifications(runtime, member, `limit=${limit}&types[]=mention&min_id=${last}`);
    if (found === null) {
      // Instances of one's own know no longest text: fewer at once, down to one.
      if (limit === 1) throw new MessengerError("answer");
      limit = Math.ceil(limit / 4);
      continue;
    }
    const [newest] = found;
    if (!newest || newest.id === last) return;
    await take(
      found
        .toReversed()
        .map((one) => ({ sourceId: `notification:${one.id}`, raw: Buffer.from(JSON.stringify(one)) })),
    );
    last = newest.id;
    await keepCursor(database, account.id, { last });
    if (found.length < limit) return;
  }
}

/** Null where the answer was more than is read. */
async function notifications(runtime: Runtime, member: Member, query: string) {
  const { status, value } = await askInstance(runtime, member, {
    method: "GET",
    path: `/api/v1/notifications?${query}`,
  });
  const found = listed.safeParse(value);
  if (status !== 200) throw new MessengerError("unreachable");
  return found.data ?? null;
}

/** Rings with everything that the stream says, and as it begins, for what came while there was none. An instance without one is asked by the clock. */
async function ringOnNews(
  runtime: Runtime,
  member: Member,
  { bell, over }: { readonly bell: EventTarget; readonly over: AbortSignal },
): Promise<void> {
  let wait = openAgain;
  while (!over.aborted) {
    let leave = (): void => {};
    try {
      const stream = await openEgress(runtime.settings).receive({
        method: "GET",
        address: await streamOf(runtime, member),
        headers: { ...proofOf(member), accept: "text/event-stream" },
        patience: { answer: 20_000, whole: streamLasts },
      });
      leave = stream.leave;
      over.addEventListener("abort", leave, { once: true });
      if (stream.status !== 200) throw new MessengerError("answer");
      wait = openAgain;
      bell.dispatchEvent(new Event("news"));
      for await (const piece of stream.content)
        if (piece.includes("event:")) bell.dispatchEvent(new Event("news"));
    } catch {
      // It is opened again, and asked by the clock meanwhile.
    } finally {
      over.removeEventListener("abort", leave);
      leave();
    }
    await pause(wait, undefined, { signal: over }).catch(() => {});
    wait = Math.min(wait * 2, longestPause);
  }
}
