import { createHash } from "node:crypto";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { newId } from "#kernel/id";
import type { Outcome, Outgoing } from "../adapter.ts";
import { as, type Connected } from "../messengers/connection.ts";
import type { Line } from "../messengers/messenger.ts";
import { isOptedOut } from "../messengers/opting.ts";
import { coded, partsOf } from "./alphabet.ts";
import { joinParts } from "./joining.ts";
import { commands, submitBody } from "./pdu.ts";
import { arrivalOf } from "./reading.ts";
import { openSession, type Session } from "./session.ts";
import { unprovenOf } from "./unproven.ts";

/** Milliseconds between questions whether the other side is still there, and between looks at parts that do not come. */
const askAgain = 30_000;
const lookForParts = 60_000;

/**
 * Binds, takes in what comes, and hands over what goes out, until the connection breaks off. What came is acknowledged once it is written
 * down; what the last session wrote down without the centre having heard so comes again, and is known by its bytes.
 */
export async function holdLine(line: Line): Promise<void> {
  const { runtime, stopping } = line;
  const { account, settings, secrets } = as(line.connected, "smpp");
  const session = await openSession(runtime, { account, settings, secrets });
  stopping.addEventListener("abort", session.close, { once: true });
  const name = newId();
  const unproven = await unprovenOf(runtime, account.id);
  session.onDelivered(async (pdu) => {
    const arrival = arrivalOf(name, pdu);
    if (!(await unproven.isAgain(arrival.raw))) {
      await unproven.note(arrival.sourceId);
      await line.take([arrival]);
    }
    if (arrival.sourceId.startsWith("part:")) await joinParts(runtime, account.id, line.take);
  });
  const beat = async (): Promise<void> => {
    const proven = unproven.mark();
    await session.ask(commands.enquireLink, Buffer.alloc(0));
    await proven();
  };
  const beats = setInterval(() => void beat().catch(session.close), askAgain);
  const watch = setInterval(
    () => void joinParts(runtime, account.id, line.take).catch(() => {}),
    lookForParts,
  );
  try {
    await line.isWell();
    await joinParts(runtime, account.id, line.take);
    await line.sendAll(async (_runtime, _account, message) => {
      if (message.contact && (await isOptedOut(runtime.database, message.contact)))
        return { state: "refused", problem: "opted_out" };
      const outcome = await handOver(session, settings.number, message);
      return { ...outcome, keys: [`smpp:${account.id}:${message.contact}`] };
    }, session.over);
    if (!session.over.aborted) await once(session.over, "abort");
  } finally {
    clearInterval(beats);
    clearInterval(watch);
    stopping.removeEventListener("abort", session.close);
    session.close();
  }
}

/** Not now: the centre is busy, or more comes than was agreed (SMPP 3.4, 5.1.3: system error, queue full, throttled). */
const busy: ReadonlySet<number> = new Set([0x08, 0x14, 0x58]);
/** How often, and after how many milliseconds, what follows a part that was taken is tried again. */
const patience = { attempts: 30, pause: 2_000 } as const;

/** Part by part; a receipt is asked for the last one, by whose id the message is known. */
async function handOver(
  session: Session,
  from: Connected<"smpp">["settings"]["number"],
  { id, contact, body }: Outgoing,
): Promise<Outcome> {
  if (!contact || !/^\+?[0-9A-Za-z ]{1,20}$/.test(contact)) return { state: "refused", problem: "contact" };
  const text = coded(body);
  const parts = partsOf(text);
  const reference = createHash("sha256").update(id).digest()[0] ?? 0;
  let externalId = "";
  for (const [place, content] of parts.entries()) {
    const hasHead = parts.length > 1;
    const submitted = submitBody({
      from,
      to: contact,
      coding: text.coding,
      hasHead,
      content: hasHead
        ? Buffer.concat([Buffer.from([5, 0, 3, reference, parts.length, place + 1]), content])
        : content,
      wantsReceipt: place === parts.length - 1,
    });
    if (place === 0 && session.over.aborted) return { state: "later", problem: "unreachable" };
    const answered = await submit(session, submitted, place > 0);
    if (busy.has(answered.status)) {
      if (place > 0) throw new Error("A part was not taken");
      return { state: "later", problem: "too_many_requests" };
    }
    if (answered.status !== 0)
      return { state: "refused", problem: problemOf(answered.status, place, parts.length) };
    externalId = answered.body.toString("latin1").replace(/\0.*$/s, "");
  }
  return { state: "sent", externalId };
}

async function submit(session: Session, body: Buffer, isBegun: boolean) {
  let answered = await session.ask(commands.submit, body);
  for (let attempt = 1; isBegun && busy.has(answered.status) && attempt < patience.attempts; attempt++) {
    await pause(patience.pause);
    answered = await session.ask(commands.submit, body);
  }
  return answered;
}

function problemOf(status: number, place: number, total: number): string {
  const code = `SMPP 0x${status.toString(16).padStart(8, "0")}`;
  return total > 1 ? `${code}, ${place + 1}/${total}` : code;
}
