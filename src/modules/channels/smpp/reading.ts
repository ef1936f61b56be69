import { createHash } from "node:crypto";
import { z } from "zod";
import type { Runtime } from "#records";
import type { Account } from "../accounts/account.ts";
import { Unreadable } from "../adapter.ts";
import { jsonIn } from "../messengers/calling.ts";
import { type Delivery, noteDelivery } from "../messengers/delivery.ts";
import type { Incoming } from "../taking-in/incoming.ts";
import type { Arrival } from "../taking-in/receipts.ts";
import { decoded } from "./alphabet.ts";
import { type Delivered, framed, type Pdu, pduIn, readDelivered } from "./pdu.ts";

/** Several parts as one message, as they are written down once they are all there. */
const joined = z.object({ parts: z.array(z.string()) });

export const joinedRaw = (parts: readonly Buffer[]): Buffer =>
  Buffer.from(JSON.stringify({ parts: parts.map((one) => one.toString("base64")) }));

/**
 * What came by a session, which is what tells it from the same words that come again: SMPP has no ids for what comes in. A receipt of a
 * message of ours is one however often it comes.
 */
export function arrivalOf(session: string, pdu: Pdu): Arrival {
  const raw = framed({ ...pdu, sequence: 0 });
  const delivered = readable(raw);
  const told = delivered?.isReceipt ? deliveryIn(delivered) : null;
  if (told) return { sourceId: `status:${told.state}:${told.externalId}`.slice(0, 1000), raw };
  return { sourceId: `${delivered?.part ? "part:" : ""}${session}/${pdu.sequence}`, raw };
}

/** What somebody wrote; a state of a message of ours is noted on it, and a part waits for the others. */
export async function readMessage(runtime: Runtime, account: Account, raw: Buffer): Promise<Incoming | null> {
  const whole = joined.safeParse(jsonIn(raw)).data;
  if (whole)
    return incomingOf(
      account,
      whole.parts.map((part) => deliveredIn(Buffer.from(part, "base64"))),
      raw,
    );
  const delivered = deliveredIn(raw);
  if (delivered.isReceipt) {
    const told = deliveryIn(delivered);
    if (told) await noteDelivery(runtime, account.id, told);
    return null;
  }
  return delivered.part ? null : incomingOf(account, [delivered], raw);
}

/** Throws `Unreadable`. */
export function deliveredIn(raw: Buffer): Delivered {
  const delivered = readable(raw);
  if (!delivered) throw new Unreadable("not a message of SMPP");
  return delivered;
}

function readable(raw: Buffer): Delivered | null {
  try {
    return readDelivered(pduIn(raw).body);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** How people write a number, or a name, down. */
export function senderOf({ ton, address }: Delivered): string {
  return ton === 1 || /^\d{9,15}$/.test(address) ? `+${address.replace(/^\+/, "")}` : address;
}

function incomingOf(account: Account, parts: readonly Delivered[], raw: Buffer): Incoming {
  const [first] = parts;
  const from = first && senderOf(first);
  if (!from) throw new Unreadable("the sender is missing");
  const key = `smpp:${account.id}:${from}`;
  return {
    kind: "message",
    at: new Date(),
    from: { value: from },
    body: textOf(parts),
    belongsTo: [key],
    keys: [key],
    externalId: createHash("sha256").update(raw).digest("hex").slice(0, 32),
    // A sender by name instead of number is a machine, and cannot be answered.
    automatic: !from.startsWith("+"),
    details: { peer: from },
  };
}

/** The parts in their order; where some never came, a sign stands in their place. */
function textOf(parts: readonly Delivered[]): string {
  const [first] = parts;
  if (!first?.part) return first ? decoded(first.coding, first.content) : "";
  const texts = new Map(parts.map(({ part, coding, content }) => [part?.number, decoded(coding, content)]));
  return Array.from({ length: first.part.total }, (_, place) => texts.get(place + 1) ?? "\0")
    .join("")
    .replace(/\0+/g, " […] ");
}

// https://smpp.org/SMPP_v3_4_Issue1_2.pdf, appendix B, and message_state, 5.2.28
const states: Readonly<Record<string, Delivery["state"]>> = {
  DELIVRD: "delivered",
  EXPIRED: "bounced",
  DELETED: "bounced",
  UNDELIV: "bounced",
  REJECTD: "bounced",
  2: "delivered",
  3: "bounced",
  4: "bounced",
  5: "bounced",
  8: "bounced",
};
const extra = { messageId: 0x001e, messageState: 0x0427 } as const;

function deliveryIn({ content, extras }: Delivered): Delivery | null {
  const text = content.toString("latin1");
  const externalId =
    extras.get(extra.messageId)?.toString("latin1").replace(/\0.*$/s, "") ?? /\bid:(\S+)/i.exec(text)?.[1];
  const told = /\bstat:(\w+)/i.exec(text)?.[1]?.toUpperCase() ?? String(extras.get(extra.messageState)?.[0]);
  const state = states[told];
  const why = /\berr:(\S+)/i.exec(text)?.[1];
  if (!externalId || !state) return null;
  return {
    externalId,
    state,
    ...(state === "bounced" && { problem: [told, why].filter(Boolean).join(" ") }),
  };
}
