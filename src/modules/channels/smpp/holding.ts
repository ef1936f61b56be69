import { createHash } from "node:crypto";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
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

/** Milliseconds between looks at parts that do not come. */
const lookForParts = 60_000;

/**
 * Binds, takes in what comes, and hands over what goes out, until the connection breaks off. What came is acknowledged once it is written
 * down; what an earlier session wrote down and could not acknowledge comes again, and is known by its bytes.
 */
export async function holdLine(line: Line): Promise<void> {
  const { runtime, stopping } = line;
  const { account, settings, secrets } = as(line.connected, "smpp");
  const session = await openSession(runtime, { account, settings, secrets });
  stopping.addEventListener("abort", session.close, { once: true });
  const name = newId();
  session.onDelivered(async (pdu) => {
    const arrival = arrivalOf(name, pdu);
    if (!(await isHere(line, name, arrival.raw))) await line.take([arrival]);
    if (arrival.sourceId.startsWith("part:")) await joinParts(runtime, account.id, line.take);
  });
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
    clearInterval(watch);
    stopping.removeEventListener("abort", session.close);
    session.close();
  }
}

/** Whether an earlier session of the last minutes has written down the same. */
async function isHere({ runtime, connected }: Line, session: string, raw: Buffer): Promise<boolean> {
  const { rows } = await sql`
    select 1 from receipts where account_id = ${connected.account.id}
      and sha256 = ${createHash("sha256").update(raw).digest()} and at > now() - interval '5 minutes'
      and source_id not like '%' || ${session}::text || '/%' limit 1`.execute(runtime.database);
  return rows.length > 0;
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
  if (!contact) return { state: "refused", problem: "contact" };
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
