import type { Runtime } from "#records";
import type { Account } from "../accounts/account.ts";
import { Unreadable } from "../adapter.ts";
import { type Delivery, noteDelivery } from "../messengers/delivery.ts";
import type { Media } from "../messengers/messenger.ts";
import type { Incoming } from "../taking-in/incoming.ts";
import type { Arrival } from "../taking-in/receipts.ts";

/** More files than these are in no message of Twilio. */
const mostFiles = 10;

/** A message by its id; a state of one by the id and the state. */
export function arrivalOf(content: Buffer): Arrival {
  const form = new URLSearchParams(content.toString("utf8"));
  const id = form.get("MessageSid");
  if (!id) throw new Unreadable("MessageSid is missing");
  const state = isState(form) ? `status:${form.get("MessageStatus")}:` : "";
  return { sourceId: (state + id).slice(0, 1000), raw: content };
}

/** What somebody wrote; a state of a message of ours is noted on it. */
export async function readForm(runtime: Runtime, account: Account, raw: Buffer): Promise<Incoming | null> {
  const form = new URLSearchParams(raw.toString("utf8"));
  const id = form.get("MessageSid");
  if (!id) throw new Unreadable("MessageSid is missing");
  if (!isState(form)) return incomingOf(account, id, form);
  const state = states[form.get("MessageStatus") ?? ""];
  const problem = form.get("ErrorCode");
  if (state) await noteDelivery(runtime, account.id, { externalId: id, state, ...(problem && { problem }) });
  return null;
}

// https://www.twilio.com/docs/messaging/api/message-resource#message-status-values
const states: Readonly<Record<string, Delivery["state"]>> = {
  sent: "sent",
  delivered: "delivered",
  read: "read",
  undelivered: "bounced",
  failed: "bounced",
};

const isState = (form: URLSearchParams): boolean => !form.has("Body") && form.has("MessageStatus");

function incomingOf(account: Account, id: string, form: URLSearchParams): Incoming {
  const from = form.get("From") ?? "";
  if (!from) throw new Unreadable("From is missing");
  const media = mediaOf(id, form);
  const key = `sms:${account.id}:${from}`;
  return {
    kind: "message",
    at: new Date(),
    from: { value: from },
    body: form.get("Body") ?? "",
    belongsTo: [key],
    keys: [key],
    externalId: id,
    // A sender by name instead of number is a machine, and cannot be answered.
    automatic: !from.startsWith("+"),
    details: { peer: from, ...(media.length > 0 && { media }) },
  };
}

function mediaOf(id: string, form: URLSearchParams): Media[] {
  const count = Math.min(Number(form.get("NumMedia") ?? 0) || 0, mostFiles);
  return Array.from({ length: count }, (_, index) => {
    const address = form.get(`MediaUrl${index}`) ?? "";
    const type = form.get(`MediaContentType${index}`) ?? "application/octet-stream";
    return { id: address, name: `mms-${id.slice(-8)}-${index + 1}.${endingOf(type)}`, type };
  }).filter((media) => media.id !== "");
}

const endingOf = (type: string): string => /^[a-z]+\/([a-z0-9]{2,5})\b/.exec(type)?.[1] ?? "bin";
