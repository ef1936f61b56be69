import type { Runtime } from "#records";
import type { Account } from "../accounts/account.ts";
import { Unreadable } from "../adapter.ts";
import { type Delivery, noteDelivery } from "../messengers/delivery.ts";
import type { Media } from "../messengers/messenger.ts";
import type { Incoming } from "../taking-in/incoming.ts";
import type { Arrival } from "../taking-in/receipts.ts";
import { viberCallback, viberJson, type ViberMessage } from "./callback.ts";

/** An event by its kind and the message that it is about. */
export function arrivalOf(content: Buffer): Arrival {
  const callback = viberCallback.safeParse(viberJson(content));
  if (!callback.success) throw new Unreadable("not a callback of Viber");
  const { event, message_token } = callback.data;
  return { sourceId: `${event}:${message_token}`, raw: content };
}

const states: Readonly<Record<string, Delivery["state"]>> = {
  delivered: "delivered",
  seen: "read",
  failed: "bounced",
};

/** What somebody wrote; a state of a message of ours is noted on it. That somebody came or went is none of ours. */
export async function readCallback(
  runtime: Runtime,
  account: Account,
  raw: Buffer,
): Promise<Incoming | null> {
  const callback = viberCallback.safeParse(viberJson(raw));
  if (!callback.success) throw new Unreadable("not a callback of Viber");
  const { event, message_token: id, timestamp, sender, message, desc } = callback.data;
  const state = states[event];
  if (state)
    await noteDelivery(runtime, account.id, { externalId: id, state, ...(desc && { problem: desc }) });
  if (event !== "message" || !sender || !message) return null;
  const media = mediaOf(id, message);
  const body = bodyOf(message);
  if (!body && media.length === 0)
    throw new Unreadable(`a message of a kind that we do not know: ${message.type}`);
  const key = `viber:${account.id}:${sender.id}`;
  return {
    kind: "message",
    at: new Date(Math.min(timestamp, Date.now())),
    from: { value: sender.id, ...(sender.name && { name: sender.name }) },
    body,
    belongsTo: [key],
    keys: [key],
    externalId: id,
    ...(sender.language && { language: sender.language.slice(0, 2) }),
    details: { peer: sender.id, ...(media.length > 0 && { media }) },
  };
}

function bodyOf({ type, text, media, contact, location }: ViberMessage): string {
  if (contact) return [contact.name, contact.phone_number].filter(Boolean).join("\n");
  if (location) return `${location.lat}, ${location.lon}`;
  if (type === "url") return [text, media].filter(Boolean).join("\n");
  return text ?? "";
}

const kinds: Readonly<Record<string, readonly [string, string]>> = {
  picture: ["photo.jpg", "image/jpeg"],
  video: ["video.mp4", "video/mp4"],
  file: ["document", "application/octet-stream"],
  sticker: ["sticker.png", "image/png"],
};

function mediaOf(id: string, { type, media, file_name }: ViberMessage): Media[] {
  const [name, content] = kinds[type] ?? [];
  if (!media || !name || !content) return [];
  return [{ id: media, name: (file_name ?? `${id.slice(-6)}-${name}`).slice(0, 200), type: content }];
}
